package io.sightline.postprocess.labels;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A class of a model: its number, its name, and what else a label map may say of it.
 *
 * @param id the number that the model gives the class
 * @param name its name; may be empty, or a code such as {@code /m/01g317} beside a display name
 * @param displayName the name to show, if it is stated; may be stated and empty
 * @param keypoints the keypoints of an object of the class, in the file's order
 * @param ancestorIds the classes above it in a hierarchy
 * @param descendantIds the classes below it in a hierarchy
 * @param frequency how often it occurs in LVIS, if it is stated
 * @param instanceCount how often it occurs in the training data, if it is stated
 */
public record Label(
    int id,
    String name,
    Optional<String> displayName,
    List<LabelKeypoint> keypoints,
    List<Integer> ancestorIds,
    List<Integer> descendantIds,
    Optional<LvisFrequency> frequency,
    OptionalInt instanceCount) {
  private static final Set<String> BACKGROUND = Set.of("background", "__background__", "???");

  /**
   * Copies the lists.
   *
   * @param id the number that the model gives the class
   * @param name its name
   * @param displayName the name to show
   * @param keypoints the keypoints
   * @param ancestorIds the classes above it
   * @param descendantIds the classes below it
   * @param frequency how often it occurs in LVIS
   * @param instanceCount how often it occurs in the training data
   */
  public Label {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(displayName, "displayName");
    keypoints = List.copyOf(keypoints);
    ancestorIds = List.copyOf(ancestorIds);
    descendantIds = List.copyOf(descendantIds);
    Objects.requireNonNull(frequency, "frequency");
    Objects.requireNonNull(instanceCount, "instanceCount");
  }

  /**
   * A class with a name.
   *
   * @param id its number
   * @param name its name
   * @return the label
   */
  public static Label of(int id, String name) {
    return of(id, name, Optional.empty());
  }

  /**
   * A class with a name and one to show.
   *
   * @param id its number
   * @param name its name
   * @param displayName the name to show
   * @return the label
   */
  public static Label of(int id, String name, String displayName) {
    return of(id, name, Optional.of(displayName));
  }

  private static Label of(int id, String name, Optional<String> displayName) {
    return new Label(
        id,
        name,
        displayName,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        OptionalInt.empty());
  }

  /**
   * The name to show.
   *
   * @return the display name if it is stated, even if it is empty; else the name
   */
  public String shownName() {
    return displayName.orElse(name);
  }

  /**
   * Whether the name stands for what is none of the classes.
   *
   * @return whether it is {@code background}, {@code __background__}, or TensorFlow Lite's {@code
   *     ???}, in any case
   */
  public boolean isBackground() {
    return BACKGROUND.contains(name.toLowerCase(Locale.ROOT))
        || BACKGROUND.contains(shownName().toLowerCase(Locale.ROOT));
  }
}
