package io.sightline.detection.recognition;

import io.sightline.detection.output.ModelShapes;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.labels.UltralyticsMetadata;
import io.sightline.tensor.ElementType;
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
 * @param takesBytes whether it takes pictures of whole numbers from 0 to 255
 * @param metadata what Ultralytics wrote beside it
 */
record ModelFacts(
    List<TensorSpec> outputs,
    Optional<Size> picture,
    boolean takesBytes,
    Optional<UltralyticsMetadata> metadata) {
  private static final String METADATA = "metadata.yaml";
  private static final String FROZEN = ".pb";

  static ModelFacts of(ModelDescription model) {
    Optional<UltralyticsMetadata> metadata =
        model
            .location()
            .map(ModelFacts::metadataOf)
            .filter(Files::isRegularFile)
            .map((Path file) -> UltralyticsMetadata.read(file));
    return new ModelFacts(
        model.outputs(),
        ModelShapes.picture(model).or(() -> metadata.flatMap(UltralyticsMetadata::imageSize)),
        model.inputs().stream().anyMatch(input -> input.elementType() == ElementType.UINT8),
        metadata);
  }

  /**
   * Ultralytics writes it into the SavedModel; that of the frozen graph {@code x.pb} is the one in
   * {@code x_saved_model} beside it (AutoBackend, 8.3).
   */
  private static Path metadataOf(Path model) {
    String name = String.valueOf(model.getFileName());
    return Files.isDirectory(model) || !name.endsWith(FROZEN)
        ? model.resolve(METADATA)
        : model
            .resolveSibling(name.substring(0, name.length() - FROZEN.length()) + "_saved_model")
            .resolve(METADATA);
  }

  Optional<Labels> labels() {
    return metadata.map(UltralyticsMetadata::names);
  }

  boolean hasOutputs(String... names) {
    return List.of(names).stream()
        .allMatch(name -> outputs.stream().anyMatch(output -> output.name().equals(name)));
  }
}
