package io.sightline.postprocess.segmentation;

import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import io.sightline.postprocess.labels.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class for each pixel.
 *
 * <pre>{@code
 * SegmentationMap inPicture = map.toSource();
 * Png.write(Path.of("classes.png"), inPicture.colored(ClassColors.pascalVoc()));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class SegmentationMap {
  /** The highest id that a map can hold. */
  public static final int MAX_ID = 0xfffe;

  /** Stands for the class of a pixel that the model has not seen. */
  static final short UNSEEN = (short) 0xffff;

  private final Size size;

  /** Unsigned; {@link #UNSEEN} for none. */
  private final short[] ids;

  private final @Nullable Labels labels;
  private final @Nullable Geometry geometry;

  /** Takes the array as its own. The geometry is of the picture that the map covers. */
  SegmentationMap(Size size, short[] ids, @Nullable Labels labels, @Nullable Geometry geometry) {
    this.size = size;
    this.ids = ids;
    this.labels = labels;
    this.geometry = geometry;
  }

  /**
   * A map that was made elsewhere.
   *
   * @param size its size
   * @param ids the class of each pixel, {@code [height, width]}, 0 to {@link #MAX_ID}; copied
   * @return the map
   * @throws IllegalArgumentException if there are more or fewer ids than pixels, or an id is out of
   *     range
   */
  public static SegmentationMap of(Size size, int[] ids) {
    if (ids.length != size.pixels()) {
      throw new IllegalArgumentException(
          "A map of %s takes %s ids: got %s".formatted(size, size.pixels(), ids.length));
    }
    short[] copy = new short[ids.length];
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] > MAX_ID) {
        throw new IllegalArgumentException(
            "A class id is 0 to %s: got %s at %s".formatted(MAX_ID, ids[i], i));
      }
      copy[i] = (short) ids[i];
    }
    return new SegmentationMap(size, copy, null, null);
  }

  /**
   * The size of the map.
   *
   * @return width and height in pixels
   */
  public Size size() {
    return size;
  }

  /**
   * The class of a pixel.
   *
   * @param x the column, from 0 on the left
   * @param y the row, from 0 at the top
   * @return the class id; empty if the model has not seen the pixel, because it was cut off
   * @throws IndexOutOfBoundsException if there is no such pixel
   */
  public OptionalInt id(int x, int y) {
    Objects.checkIndex(x, size.width());
    Objects.checkIndex(y, size.height());
    short id = ids[y * size.width() + x];
    return id == UNSEEN ? OptionalInt.empty() : OptionalInt.of(Short.toUnsignedInt(id));
  }

  /**
   * The classes of all pixels.
   *
   * @param unseen stands for the class of pixels that the model has not seen, such as -1 or 255
   * @return a new array, {@code [height, width]}
   */
  public int[] ids(int unseen) {
    int[] copy = new int[ids.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = ids[i] == UNSEEN ? unseen : Short.toUnsignedInt(ids[i]);
    }
    return copy;
  }

  /**
   * The classes that occur.
   *
   * @return each class with its number of pixels, by id; empty only if no pixel was seen
   */
  public List<ClassArea> classes() {
    int[] counts = new int[MAX_ID + 2];
    for (short id : ids) {
      counts[Short.toUnsignedInt(id)]++;
    }
    List<ClassArea> areas = new ArrayList<>();
    for (int id = 0; id <= MAX_ID; id++) {
      if (counts[id] > 0) {
        areas.add(new ClassArea(id, label(id), counts[id]));
      }
    }
    return List.copyOf(areas);
  }

  /**
   * The number of pixels of a class.
   *
   * @param id the class
   * @return 0 if it does not occur
   */
  public int pixels(int id) {
    int count = 0;
    for (short found : ids) {
      if (Short.toUnsignedInt(found) == id && found != UNSEEN) {
        count++;
      }
    }
    return count;
  }

  /**
   * The name of a class.
   *
   * @param id the class
   * @return its name; the id as text if there is none
   */
  public String label(int id) {
    return labels == null ? Integer.toString(id) : labels.name(id);
  }

  /**
   * This map over the user's picture, as it was oriented for the model: each pixel gets the class
   * of the model's pixel that its centre lies in. Pixels that the model has not seen have no class.
   *
   * @return a map of the picture's size; this map if it has been brought there before
   * @throws IllegalStateException if it is not known where the pixels of the picture went
   */
  public SegmentationMap toSource() {
    if (geometry == null) {
      throw new IllegalStateException(
          "It is not known where the picture's pixels went: the pre-processor recorded no geometry");
    }
    if (size.equals(geometry.source()) && isIdentity(geometry)) {
      return this;
    }
    SourceSampler sampler = new SourceSampler(geometry, size);
    int[] columns = SourceSampler.cells(sampler.columns(), size.width());
    int[] rows = SourceSampler.cells(sampler.rows(), size.height());
    short[] sampled = new short[Math.multiplyExact(columns.length, rows.length)];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < columns.length; x++) {
        boolean seen = rows[y] >= 0 && columns[x] >= 0;
        sampled[y * columns.length + x] = seen ? ids[rows[y] * size.width() + columns[x]] : UNSEEN;
      }
    }
    return new SegmentationMap(geometry.source(), sampled, labels, ofSource(geometry));
  }

  private static boolean isIdentity(Geometry geometry) {
    return geometry.source().equals(geometry.target())
        && geometry.scaleX() == 1
        && geometry.scaleY() == 1
        && geometry.shiftX() == 0
        && geometry.shiftY() == 0;
  }

  /** The geometry of a map that covers the picture itself. */
  static Geometry ofSource(Geometry geometry) {
    return Geometry.of(geometry.source(), geometry.orientation());
  }

  /**
   * Where the pixels of the user's picture went.
   *
   * @return the geometry; empty if the pre-processor recorded none
   */
  public Optional<Geometry> geometry() {
    return Optional.ofNullable(geometry);
  }

  /**
   * One class as a picture.
   *
   * @param id the class
   * @return one channel of 8 bits: 255 where the class is, 0 elsewhere
   */
  public DecodedImage mask(int id) {
    return DecodedImage.write8Bit(
        size,
        1,
        samples -> {
          for (int i = 0; i < ids.length; i++) {
            boolean isClass = Short.toUnsignedInt(ids[i]) == id && ids[i] != UNSEEN;
            samples[i] = (byte) (isClass ? 255 : 0);
          }
        });
  }

  /**
   * The ids as a picture.
   *
   * @return one channel: of 8 bits, with 255 where the model has not seen anything, if all ids are
   *     below 255; else of 16 bits, with 65535 there
   */
  public DecodedImage toImage() {
    if (highest() < 255) {
      return DecodedImage.write8Bit(
          size,
          1,
          samples -> {
            for (int i = 0; i < ids.length; i++) {
              samples[i] = (byte) ids[i];
            }
          });
    }
    return DecodedImage.of(size, 1, ids);
  }

  private int highest() {
    int highest = 0;
    for (short id : ids) {
      if (id != UNSEEN) {
        highest = Math.max(highest, Short.toUnsignedInt(id));
      }
    }
    return highest;
  }

  /**
   * The classes as colours.
   *
   * @param colors the colour of each class
   * @return three channels of 8 bits; black where the model has not seen anything
   */
  public DecodedImage colored(ClassColors colors) {
    int[] table = new int[highest() + 1];
    Arrays.setAll(table, colors::rgb);
    return DecodedImage.write8Bit(
        size,
        3,
        samples -> {
          for (int i = 0, to = 0; i < ids.length; i++, to += 3) {
            int color = ids[i] == UNSEEN ? 0 : table[Short.toUnsignedInt(ids[i])];
            samples[to] = (byte) (color >> 16);
            samples[to + 1] = (byte) (color >> 8);
            samples[to + 2] = (byte) color;
          }
        });
  }

  /** Whether the other is a map of the same size, ids and labels. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SegmentationMap that
        && size.equals(that.size)
        && Arrays.equals(ids, that.ids)
        && Objects.equals(labels, that.labels);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(ids);
  }

  /** Returns size and classes, as in {@code 257x257: background 25044, horse 18884}. */
  @Override
  public String toString() {
    return size
        + ": "
        + classes().stream().map(ClassArea::toString).collect(Collectors.joining(", "));
  }
}
