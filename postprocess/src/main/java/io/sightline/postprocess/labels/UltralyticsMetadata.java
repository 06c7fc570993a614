package io.sightline.postprocess.labels;

import io.sightline.error.FileFormatException;
import io.sightline.image.Size;
import io.sightline.postprocess.labels.text.LabelFile;
import io.sightline.postprocess.labels.text.Numbers;
import io.sightline.postprocess.labels.text.SourceText;
import io.sightline.postprocess.labels.tree.Node;
import io.sightline.postprocess.labels.tree.YamlParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What Ultralytics writes as {@code metadata.yaml} beside a model that it exports (8.x, {@code
 * exporter.py}).
 *
 * <pre>{@code
 * UltralyticsMetadata metadata = UltralyticsMetadata.read(Path.of("yolov8n_saved_model/metadata.yaml"));
 * }</pre>
 *
 * <p>Only {@code names} must be there; other keys are ignored. Immutable.
 *
 * @param names the classes, {@code names}
 * @param task {@code detect}, {@code segment}, {@code classify}, {@code pose} or {@code obb}
 * @param imageSize the size of the input, {@code imgsz}, which the file states as height and width
 * @param stride the largest step of the model's grids in pixels
 * @param keypoints how many keypoints a pose has, the first of {@code kpt_shape}
 * @param keypointDimensions how many numbers a keypoint has, the second of {@code kpt_shape}: 2, or
 *     3 with a visibility
 * @param endToEnd whether the model gives final boxes by itself, {@code end2end}
 * @param builtInNms whether suppression was built in at the export, {@code args: nms}
 */
public record UltralyticsMetadata(
    Labels names,
    Optional<String> task,
    Optional<Size> imageSize,
    OptionalInt stride,
    OptionalInt keypoints,
    OptionalInt keypointDimensions,
    boolean endToEnd,
    boolean builtInNms) {
  /**
   * Checks that nothing is null.
   *
   * @param names the classes
   * @param task the task
   * @param imageSize the size of the input
   * @param stride the largest step of the model's grids
   * @param keypoints how many keypoints a pose has
   * @param keypointDimensions how many numbers a keypoint has
   * @param endToEnd whether the model gives final boxes
   * @param builtInNms whether suppression was built in
   */
  public UltralyticsMetadata {
    Objects.requireNonNull(names, "names");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(imageSize, "imageSize");
    Objects.requireNonNull(stride, "stride");
    Objects.requireNonNull(keypoints, "keypoints");
    Objects.requireNonNull(keypointDimensions, "keypointDimensions");
  }

  /**
   * Reads the file.
   *
   * @param file {@code metadata.yaml}
   * @return what it says
   * @throws FileFormatException if it is missing, no YAML, or has no {@code names}
   */
  public static UltralyticsMetadata read(Path file) {
    SourceText text = LabelFile.read(file).text();
    Node root = YamlParser.parse(text);
    if (!(root instanceof Node.Mapping mapping) || mapping.find("names").isEmpty()) {
      throw text.failure(
          root.offset(),
          "This is no metadata of Ultralytics: expected the key 'names', found none. Check the"
              + " path.");
    }
    List<Integer> keypoints = integers(mapping, "kpt_shape", text);
    Optional<Node> args = mapping.find("args");
    boolean nms =
        isTrue(mapping, "nms")
            || (args.isPresent() && args.get() instanceof Node.Mapping a && isTrue(a, "nms"));
    return new UltralyticsMetadata(
        Labels.of(new TreeLabels(text).read(root)),
        mapping.find("task").filter(Node.Scalar.class::isInstance).map(UltralyticsMetadata::scalar),
        imageSize(mapping, text),
        integers(mapping, "stride", text).stream().mapToInt(i -> i).max(),
        keypoints.stream().mapToInt(i -> i).findFirst(),
        keypoints.stream().skip(1).mapToInt(i -> i).findFirst(),
        isTrue(mapping, "end2end"),
        nms);
  }

  private static Optional<Size> imageSize(Node.Mapping mapping, SourceText text) {
    List<Integer> sides = integers(mapping, "imgsz", text);
    if (sides.isEmpty()) {
      return Optional.empty();
    }
    if (sides.size() > 2 || sides.stream().anyMatch(side -> side < 1)) {
      throw text.failure(
          mapping.find("imgsz").orElseThrow().offset(),
          "The size 'imgsz' is none: expected height and width, found %s. Correct it."
              .formatted(sides));
    }
    return Optional.of(new Size(sides.get(sides.size() - 1), sides.get(0)));
  }

  /** The numbers of a key: a list's, or the only one; none if the key is not there. */
  private static List<Integer> integers(Node.Mapping mapping, String key, SourceText text) {
    List<Node> nodes =
        mapping
            .find(key)
            .map(node -> node instanceof Node.Sequence list ? list.items() : List.of(node))
            .orElse(List.of());
    List<Integer> numbers = new ArrayList<>();
    for (Node node : nodes) {
      if (!(node instanceof Node.Scalar scalar)) {
        throw text.failure(
            node.offset(),
            "The value of '%s' is no number: expected integers, found %s. Correct it."
                .formatted(key, node.phrase()));
      }
      if (!scalar.isNull()) {
        numbers.add(Numbers.id(scalar.text(), scalar.offset(), text));
      }
    }
    return numbers;
  }

  private static String scalar(Node node) {
    return ((Node.Scalar) node).text();
  }

  /** As PyYAML reads a boolean. */
  private static boolean isTrue(Node.Mapping mapping, String key) {
    return mapping
        .find(key)
        .filter(Node.Scalar.class::isInstance)
        .map(node -> scalar(node).toLowerCase(Locale.ROOT))
        .filter(text -> text.equals("true") || text.equals("yes") || text.equals("on"))
        .isPresent();
  }
}
