package io.sightline.detection.recognition;

import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.labels.UltralyticsMetadata;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the rules look at.
 *
 * @param outputs what the model gives
 * @param picture the size of the picture that it takes, if the model fixes it
 * @param metadata what Ultralytics wrote beside it
 */
record ModelFacts(
    List<TensorSpec> outputs, Optional<Size> picture, Optional<UltralyticsMetadata> metadata) {
  private static final String METADATA = "metadata.yaml";

  /** More channels than this no picture has. */
  private static final int MAX_CHANNELS = 4;

  static ModelFacts of(ModelDescription model) {
    Optional<UltralyticsMetadata> metadata =
        model
            .location()
            .filter(Files::isDirectory)
            .map(directory -> directory.resolve(METADATA))
            .filter(Files::isRegularFile)
            .map((Path file) -> UltralyticsMetadata.read(file));
    Optional<Size> picture =
        model.inputs().stream()
            .flatMap(input -> picture(input.shape()).stream())
            .findFirst()
            .or(() -> metadata.flatMap(UltralyticsMetadata::imageSize));
    return new ModelFacts(model.outputs(), picture, metadata);
  }

  private static Optional<Size> picture(Shape shape) {
    if (!shape.hasKnownRank() || shape.rank() != 4) {
      return Optional.empty();
    }
    boolean channelsFirst = shape.length(1) >= 1 && shape.length(1) <= MAX_CHANNELS;
    long height = shape.length(channelsFirst ? 2 : 1);
    long width = shape.length(channelsFirst ? 3 : 2);
    return height > 0 && width > 0
        ? Optional.of(new Size((int) width, (int) height))
        : Optional.empty();
  }

  Optional<Labels> labels() {
    return metadata.map(UltralyticsMetadata::names);
  }

  boolean hasOutputs(String... names) {
    return List.of(names).stream()
        .allMatch(name -> outputs.stream().anyMatch(output -> output.name().equals(name)));
  }

  /**
   * The shape of an output without the batch axis, as its lengths; empty if the rank is unknown.
   */
  static Optional<long[]> item(TensorSpec output) {
    Shape shape = output.shape();
    if (!shape.hasKnownRank()) {
      return Optional.empty();
    }
    boolean hasBatch = shape.rank() > 0 && shape.length(0) <= 1;
    return Optional.of((hasBatch ? shape.dropFirst() : shape).toArray());
  }

  /** Whether an output, without the batch axis, has these lengths; -1 stands for any. */
  static boolean isItem(TensorSpec output, long... lengths) {
    return item(output).filter(item -> Shape.of(item).agreesWith(Shape.of(lengths))).isPresent();
  }
}
