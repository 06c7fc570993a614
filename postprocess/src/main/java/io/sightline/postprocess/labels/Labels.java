package io.sightline.postprocess.labels;

import io.sightline.error.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The names of a model's classes, by their ids.
 *
 * <pre>{@code
 * Labels labels = Labels.read(Path.of("mscoco_label_map.pbtxt"));
 * String name = labels.name(1); // person
 * }</pre>
 *
 * <p>Ids are either stated in the file, or are positions: that of the first name is 0. A name is
 * the display name where one is stated, as the tools of the Object Detection API show it, unless
 * {@link #usingNames()} says otherwise. Of several entries with one id the first counts.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Labels {
  /** More numbers without a name than any label map has; filling them could exhaust the memory. */
  private static final long MAX_GAPS = 1_000_000;

  private static final int IMAGENET_CLASSES = 1000;
  private static final String BACKGROUND = "background";

  private final LabelSet set;
  private final boolean displayNames;
  private final Map<Integer, Label> byId = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();
  private final LabelIds ids;
  private final List<String> notes;

  private Labels(LabelSet set, boolean displayNames) {
    this.set = new LabelSet(List.copyOf(set.entries()), set.statedIds(), List.copyOf(set.notes()));
    this.displayNames = displayNames;
    for (Label label : set.entries()) {
      byId.putIfAbsent(label.id(), label);
      byName.putIfAbsent(nameOf(label), label.id());
    }
    this.ids = new LabelIds(byId.keySet());
    this.notes = LabelNotes.of(this.set, ids);
  }

  /**
   * Labels from names; the id of each is its position.
   *
   * @param names the names, that of id 0 first; copied
   * @return the labels
   * @throws IllegalArgumentException if the list is empty
   */
  public static Labels of(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("Labels need at least one name: got an empty list");
    }
    return new Labels(LabelSet.positional(names, List.of()), true);
  }

  /**
   * Labels that state their ids.
   *
   * @param entries in any order; copied. Several may have one id: the first counts
   * @return the labels
   * @throws IllegalArgumentException if the list is empty
   */
  public static Labels ofEntries(List<Label> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("Labels need at least one entry: got an empty list");
    }
    return new Labels(LabelSet.stated(entries), true);
  }

  /**
   * Reads a label file of any kind with the {@linkplain LabelOptions#standard() standard options}.
   *
   * @param file the file
   * @return the labels
   * @throws FileFormatException if the file is missing or is no label file; line and column say
   *     where
   */
  public static Labels read(Path file) {
    return read(file, LabelOptions.standard());
  }

  /**
   * Reads a label file. Its kind is found by its content: a label map of the Object Detection API,
   * as text or binary; JSON (a list of names, COCO categories, the class index of Keras, {@code
   * id2label} of Hugging Face, {@code labels} of Teachable Machine); YAML ({@code names} of
   * Ultralytics); a table with separators, {@code id,name} or {@code name,id} or with a header; a
   * text with {@code id name} or {@code id: name} on each line; or a text with a name on each line.
   * Text is UTF-8; a byte order mark and either kind of line end are accepted. Only a label map may
   * be without entries.
   *
   * @param file the file
   * @param options how to read it
   * @return the labels
   * @throws FileFormatException if the file is missing or is no label file; line and column say
   *     where
   */
  public static Labels read(Path file, LabelOptions options) {
    return new Labels(LabelReader.read(file, options), true);
  }

  static Labels of(LabelSet set) {
    return new Labels(set, true);
  }

  /**
   * The number of entries.
   *
   * @return 0 only for a label map without items
   */
  public int size() {
    return set.entries().size();
  }

  /**
   * All entries.
   *
   * @return an unmodifiable list in the order of the file
   */
  public List<Label> entries() {
    return set.entries();
  }

  /**
   * Whether the ids are stated in the file. If not, they are positions, and what a model calls its
   * first class has to be known from elsewhere.
   *
   * @return whether they are stated
   */
  public boolean hasStatedIds() {
    return set.statedIds();
  }

  /**
   * The class of an id.
   *
   * @param id the id
   * @return the first entry with the id; empty if there is none
   */
  public Optional<Label> find(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /**
   * The name of a class.
   *
   * @param id the id
   * @return the name of the first entry with the id; the id as text if there is none
   */
  public String name(int id) {
    Label label = byId.get(id);
    return label == null ? Integer.toString(id) : nameOf(label);
  }

  /**
   * The class of a name, as {@link #name} gives it.
   *
   * @param name the name; case counts
   * @return the id of the first entry with the name; empty if there is none
   */
  public OptionalInt idOf(String name) {
    Integer id = byName.get(name);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /**
   * The number of classes of a row of scores that these labels name: that of index i is the id i.
   *
   * @return n if the ids are 0 to n - 1, each at least once; else empty
   */
  public OptionalInt rowLength() {
    return ids.rowLength();
  }

  /**
   * These labels for a row of scores, the place of a score being its id. Labels with the ids 0 to n
   * - 1 are those of n scores. Labels that differ from the scores by the background alone are
   * aligned, and a note says so:
   *
   * <ul>
   *   <li>one label too many, and that of 0 is the background ({@link Label#isBackground}): it is
   *       left out, and all others move up;
   *   <li>stated ids 1 to n - 1: 0 is the background, which label maps leave out;
   *   <li>1000 names for 1001 scores: the score 0 is the background, as in TensorFlow's ImageNet
   *       models.
   * </ul>
   *
   * @param classes the number of scores
   * @return the labels with the ids 0 to {@code classes} - 1; empty if these are others
   */
  public Optional<Labels> forClasses(int classes) {
    if (rowLength().isPresent()) {
      int length = rowLength().getAsInt();
      if (length == classes) {
        return Optional.of(this);
      }
      if (length == classes + 1 && find(0).filter(Label::isBackground).isPresent()) {
        return Optional.of(aligned(1, length, "The label of the background was left out."));
      }
      boolean imageNet = classes == IMAGENET_CLASSES + 1 && length == IMAGENET_CLASSES;
      return imageNet && !hasStatedIds()
          ? Optional.of(aligned(-1, length, "The class 0 was taken as the background."))
          : Optional.empty();
    }
    return size() > 0 && ids.first() == 1 && ids.last() == classes - 1 && ids.gapCount() == 0
        ? Optional.of(aligned(0, classes, "The class 0 was taken as the background."))
        : Optional.empty();
  }

  /** The labels from an id to another, exclusive, with ids from 0; a missing one is background. */
  private Labels aligned(int from, int to, String note) {
    List<Label> aligned = new ArrayList<>(to - from);
    for (int id = from; id < to; id++) {
      Label label = byId.get(id);
      aligned.add(Label.of(id - from, label == null ? BACKGROUND : nameOf(label)));
    }
    return new Labels(new LabelSet(aligned, hasStatedIds(), List.of(note)), displayNames);
  }

  /**
   * What a reader should know: gaps between the ids, a background class, ids and names that are
   * there twice, fields that were skipped.
   *
   * @return sentences; none if there is nothing to say
   */
  public List<String> notes() {
    return notes;
  }

  /**
   * These labels by their names, display names aside: {@code use_display_name=False}.
   *
   * @return the changed labels
   */
  public Labels usingNames() {
    return new Labels(set, false);
  }

  /**
   * These labels without gaps, ordered by id, by the rule of {@code
   * get_label_map_dict(fill_in_gaps_and_background=True)} in label_map_util.py of tensorflow/models
   * (2023): a missing id 0 is called {@code background}, any other missing id below the last is
   * called by its number.
   *
   * @return the changed labels; these if nothing is missing
   * @throws IllegalStateException if there is no entry, a negative id, or more than a million gaps
   */
  public Labels fillGaps() {
    if (rowLength().isPresent()) {
      return this;
    }
    if (size() == 0 || ids.first() < 0 || ids.first() + ids.gapCount() > MAX_GAPS) {
      throw new IllegalStateException(
          "Gaps can be filled between ids from 0 that have at most %s: got %s"
              .formatted(MAX_GAPS, ids));
    }
    List<Label> filled = new ArrayList<>(entries());
    for (int id = 0; id < ids.last(); id++) {
      if (!ids.contains(id)) {
        filled.add(Label.of(id, id == 0 ? BACKGROUND : Integer.toString(id)));
      }
    }
    filled.sort(Comparator.comparingInt(Label::id));
    return new Labels(new LabelSet(filled, set.statedIds(), set.notes()), displayNames);
  }

  /**
   * Writes a label map of the Object Detection API as text, with all that {@link Label} holds;
   * reading it gives the same entries.
   *
   * @param file the file, replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void writePbtxt(Path file) throws IOException {
    Files.writeString(file, LabelMapWriter.write(entries()));
  }

  private String nameOf(Label label) {
    return displayNames ? label.shownName() : label.name();
  }

  /**
   * Whether the entries, their order, the origin of the ids and the choice of the name are equal.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Labels that
        && entries().equals(that.entries())
        && hasStatedIds() == that.hasStatedIds()
        && displayNames == that.displayNames;
  }

  @Override
  public int hashCode() {
    return entries().hashCode();
  }

  /**
   * Returns the number of labels and the first, as in {@code 1001 labels: background, ...}; stated
   * ids in between, as in {@code 80 labels with the ids 1 to 90 with 10 gaps: person, ...}.
   */
  @Override
  public String toString() {
    return "%s labels%s%s%s"
        .formatted(
            size(),
            hasStatedIds() ? " with " + ids : "",
            size() > 0 ? ": " + nameOf(entries().get(0)) : "",
            size() > 1 ? ", ..." : "");
  }
}
