package io.sightline.detection;

import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects found in one picture: a box, a score and a class each, and a mask and points where
 * the model gives them.
 *
 * <pre>{@code
 * Detections dogs = found.minScore(0.5f).onlyClasses("dog").best(10);
 * for (Detection dog : dogs) {
 *   draw(dog.box(), dog.label());
 * }
 * }</pre>
 *
 * <p>Boxes, masks and points are in pixels of the picture as it was oriented for the model: {@link
 * #imageSize} is its size then, and {@link #orientation} the turn that was applied to the stored
 * pixels. Boxes may reach beyond the picture, have no area, or have their edges exchanged. Rows
 * have the order in which the model or the step before gives them.
 *
 * <p>Immutable and safe for use by several threads; every operation returns a new result. Values
 * are held in columns, so that {@link #boxes}, {@link #scores} and {@link #classIds} are cheap to
 * get.
 */
public final class Detections implements Iterable<Detection> {
  /** More rows than this would make {@link #toString} a wall. */
  private static final int ROWS_IN_TEXT = 5;

  private final Size imageSize;
  private final Orientation orientation;
  private final Columns columns;

  Detections(Size imageSize, Orientation orientation, Columns columns) {
    this.imageSize = imageSize;
    this.orientation = orientation;
    this.columns = columns;
  }

  /**
   * Starts a result.
   *
   * @param imageSize the size of the picture that the boxes are in, after the turn
   * @param orientation the turn that was applied to the stored pixels; {@link Orientation#UPRIGHT}
   *     for none
   * @return a builder without rows
   */
  public static DetectionsBuilder builder(Size imageSize, Orientation orientation) {
    return new DetectionsBuilder(imageSize, orientation);
  }

  /**
   * The size of the picture that the boxes are in.
   *
   * @return the size after the turn
   */
  public Size imageSize() {
    return imageSize;
  }

  /**
   * The turn that was applied to the stored pixels.
   *
   * @return the orientation; {@link Orientation#UPRIGHT} if none was applied
   */
  public Orientation orientation() {
    return orientation;
  }

  /**
   * The number of objects.
   *
   * @return 0 or more
   */
  public int count() {
    return columns.rows();
  }

  /**
   * Whether nothing was found.
   *
   * @return true if there are no rows
   */
  public boolean isEmpty() {
    return count() == 0;
  }

  /**
   * One object.
   *
   * @param index the row, from 0
   * @return a view of the row
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Detection get(int index) {
    if (index < 0 || index >= count()) {
      throw new IndexOutOfBoundsException(
          "There is no row %s: expected 0 to %s".formatted(index, count() - 1));
    }
    return new Detection(imageSize, columns, index);
  }

  /**
   * All boxes in one array.
   *
   * @return a copy, {@code [row, 4]}: xMin, yMin, xMax, yMax in pixels
   */
  public float[] boxes() {
    return columns.boxes().clone();
  }

  /**
   * All scores in one array.
   *
   * @return a copy, one a row
   */
  public float[] scores() {
    return columns.scores().clone();
  }

  /**
   * All class ids in one array.
   *
   * @return a copy, one a row
   */
  public int[] classIds() {
    return columns.classIds().clone();
  }

  /**
   * All objects, in order.
   *
   * @return a stream of views
   */
  public Stream<Detection> stream() {
    return IntStream.range(0, count()).mapToObj(row -> new Detection(imageSize, columns, row));
  }

  /** All objects, in order. */
  @Override
  public Iterator<Detection> iterator() {
    return stream().iterator();
  }

  /**
   * The objects that fulfil a condition.
   *
   * @param condition what to keep
   * @return the rows kept, in their order
   */
  public Detections filter(Predicate<? super Detection> condition) {
    return filterRows(row -> condition.test(new Detection(imageSize, columns, row)));
  }

  /**
   * The objects whose score is above a limit; one that equals it is dropped, as TensorFlow's
   * visualizer and its non-maximum suppression do it.
   *
   * @param limit the score that must be exceeded
   * @return the rows kept, in their order
   * @throws IllegalArgumentException if the limit is NaN
   */
  public Detections minScore(float limit) {
    requireNumber(limit);
    float[] scores = columns.scores();
    return filterRows(row -> scores[row] > limit);
  }

  /**
   * The objects whose score is above the limit of their class; one that equals it is dropped.
   *
   * @param limits the score that must be exceeded, by class id
   * @param otherwise the limit of all other classes
   * @return the rows kept, in their order
   * @throws IllegalArgumentException if a limit is NaN
   */
  public Detections minScores(Map<Integer, Float> limits, float otherwise) {
    requireNumber(otherwise);
    limits.values().forEach(Detections::requireNumber);
    int[] limited = limits.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    float[] limitOf = new float[limited.length];
    for (int i = 0; i < limited.length; i++) {
      limitOf[i] = limits.getOrDefault(limited[i], otherwise);
    }
    return filterRows(
        row -> {
          int at = Arrays.binarySearch(limited, columns.classIds()[row]);
          return columns.scores()[row] > (at < 0 ? otherwise : limitOf[at]);
        });
  }

  private static void requireNumber(float limit) {
    if (Float.isNaN(limit)) {
      throw new IllegalArgumentException("A minimum score must be a number: got NaN");
    }
  }

  /**
   * The objects of some classes.
   *
   * @param classIds the classes to keep
   * @return the rows kept, in their order
   */
  public Detections onlyClasses(int... classIds) {
    return filterRows(inClasses(classIds));
  }

  /**
   * The objects of some classes.
   *
   * @param names names or display names of the classes to keep, exactly as they are written
   * @return the rows kept, in their order
   */
  public Detections onlyClasses(String... names) {
    return filterRows(inClasses(names));
  }

  /**
   * The objects of all but some classes.
   *
   * @param classIds the classes to drop
   * @return the rows kept, in their order
   */
  public Detections withoutClasses(int... classIds) {
    return filterRows(inClasses(classIds).negate());
  }

  /**
   * The objects of all but some classes.
   *
   * @param names names or display names of the classes to drop, exactly as they are written
   * @return the rows kept, in their order
   */
  public Detections withoutClasses(String... names) {
    return filterRows(inClasses(names).negate());
  }

  private IntPredicate inClasses(int[] classIds) {
    int[] sorted = classIds.clone();
    Arrays.sort(sorted);
    return row -> Arrays.binarySearch(sorted, columns.classIds()[row]) >= 0;
  }

  private IntPredicate inClasses(String[] names) {
    Set<String> wanted = Set.copyOf(Arrays.asList(names));
    return row -> {
      String displayName = columns.displayNames()[row];
      return wanted.contains(columns.name(row))
          || (displayName != null && wanted.contains(displayName));
    };
  }

  private Detections filterRows(IntPredicate condition) {
    return select(IntStream.range(0, count()).filter(condition).toArray());
  }

  /**
   * The objects by score.
   *
   * @return all rows, highest score first, equal scores in their order
   */
  public Detections sortedByScore() {
    return select(rowsByKey(columns.scores()));
  }

  /**
   * The objects by the area of their boxes; a box with exchanged edges has none.
   *
   * @return all rows, largest first, equal areas in their order
   */
  public Detections sortedByArea() {
    float[] boxes = columns.boxes();
    float[] areas = new float[count()];
    for (int i = 0; i < areas.length; i++) {
      float width = boxes[4 * i + 2] - boxes[4 * i];
      float height = boxes[4 * i + 3] - boxes[4 * i + 1];
      areas[i] = width > 0 && height > 0 ? width * height : 0;
    }
    return select(rowsByKey(areas));
  }

  /** Rows by a key that is not NaN, largest first, equal ones in their order. */
  private static int[] rowsByKey(float[] keys) {
    long[] order = new long[keys.length];
    for (int i = 0; i < order.length; i++) {
      int bits = Float.floatToIntBits(keys[i] + 0f); // -0 and 0 are equal
      int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
      order[i] = ((long) ~ascending << 32) | i;
    }
    Arrays.sort(order);
    int[] rows = new int[order.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) order[i];
    }
    return rows;
  }

  /**
   * The objects in an order of the caller's.
   *
   * @param order which of two comes first
   * @return all rows, equal ones in their order
   */
  public Detections sorted(Comparator<? super Detection> order) {
    return select(stream().sorted(order).mapToInt(Detection::row).toArray());
  }

  /**
   * The objects with the highest scores.
   *
   * @param most how many at most, 0 or more
   * @return the rows, highest score first, equal scores in their order
   * @throws IllegalArgumentException if {@code most} is negative
   */
  public Detections best(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("The number of detections cannot be negative: " + most);
    }
    int[] rows = rowsByKey(columns.scores());
    return select(Arrays.copyOf(rows, Math.min(most, rows.length)));
  }

  /**
   * Adds what was found otherwise in the same picture.
   *
   * @param others another result of the same picture
   * @return these rows, then the others; nothing is suppressed
   * @throws IllegalArgumentException if the other picture has another size or turn
   */
  public Detections merge(Detections others) {
    if (!imageSize.equals(others.imageSize) || orientation != others.orientation) {
      throw new IllegalArgumentException(
          "Only detections of one picture can be merged: expected %s %s, got %s %s"
              .formatted(imageSize, orientation, others.imageSize, others.orientation));
    }
    return new Detections(imageSize, orientation, columns.append(others.columns));
  }

  /**
   * The objects of each class.
   *
   * @return from the class id to its rows, in their order; classes without rows are absent, the
   *     lowest class id comes first; unmodifiable
   */
  public Map<Integer, Detections> byClass() {
    int[] classIds = columns.classIds();
    long[] order = new long[count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = ((long) classIds[i] << 32) | i;
    }
    Arrays.sort(order);
    Map<Integer, Detections> byClass = new LinkedHashMap<>();
    int start = 0;
    while (start < order.length) {
      int classId = (int) (order[start] >> 32);
      int end = start;
      while (end < order.length && (int) (order[end] >> 32) == classId) {
        end++;
      }
      byClass.put(
          classId, select(Arrays.stream(order, start, end).mapToInt(key -> (int) key).toArray()));
      start = end;
    }
    return Collections.unmodifiableMap(byClass);
  }

  /**
   * Cuts the boxes off at the picture's edges. A box that lies beyond the picture keeps its row and
   * has no area. Masks and points stay as they are.
   *
   * @return all rows, every edge of a box inside the picture
   */
  public Detections clipToImage() {
    float[] clipped = columns.boxes().clone();
    for (int i = 0; i < clipped.length; i++) {
      int limit = i % 2 == 0 ? imageSize.width() : imageSize.height();
      clipped[i] = Math.min(Math.max(clipped[i], 0), limit);
    }
    return new Detections(imageSize, orientation, columns.withBoxes(clipped));
  }

  private Detections select(int[] rows) {
    return new Detections(imageSize, orientation, columns.select(rows));
  }

  /** Exact: the same rows, to the bit, in the same order, in pictures of one size and turn. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Detections that
        && imageSize.equals(that.imageSize)
        && orientation == that.orientation
        && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return 31 * imageSize.hashCode() + columns.hashCode();
  }

  /**
   * Returns the first rows, as in {@code 1 detection in 640x480: dog 0.72 (12.3, 4.5, 210.0,
   * 433.2)}.
   */
  @Override
  public String toString() {
    List<String> rows =
        stream().limit(ROWS_IN_TEXT).map(Detection::toString).collect(Collectors.toList());
    if (count() > ROWS_IN_TEXT) {
      rows.add("...");
    }
    return "%s %s in %s%s%s"
        .formatted(
            count(),
            count() == 1 ? "detection" : "detections",
            imageSize,
            rows.isEmpty() ? "" : ": ",
            String.join(", ", rows));
  }
}
