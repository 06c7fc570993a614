package io.sightline.keras;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.catalog.WeightSpec;
import io.sightline.keras.container.ContainerKind;
import io.sightline.keras.graph.ModelOpener;
import io.sightline.keras.graph.SupportedLayers;
import io.sightline.keras.layer.StandardLayers;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.read.ModelReader;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Opens whole models that Keras 1, 2 and 3 saved, {@code .h5} and {@code .keras}, without Python.
 * Found by itself when this module is installed: {@code .model(Path.of("my_model.h5"))} is all.
 *
 * <p>To be made and given to the builder by hand for what a file does not hold:
 *
 * <pre>{@code
 * KerasModelLoader loader = new KerasModelLoader()
 *     .withLayer("MyScale", List.of("gamma"),
 *         (layer, inputs, tf) -> tf.math.mul(inputs.get(0), layer.weight("gamma")))
 *     .withArchitecture(Path.of("model.json"));
 * }</pre>
 *
 * <p>Python code in a model is never run: Lambda layers and subclassed models are refused.
 * Immutable: each call gives a changed copy. Safe for use by several threads.
 */
public final class KerasModelLoader implements ModelLoader {
  private final StandardLayers layers;
  private final Optional<Path> architecture;

  /** Makes a loader that knows the layers of Keras. */
  public KerasModelLoader() {
    this(new StandardLayers(), Optional.empty());
  }

  private KerasModelLoader(StandardLayers layers, Optional<Path> architecture) {
    this.layers = layers;
    this.architecture = architecture;
  }

  /**
   * A loader that knows one layer or activation more, which has no weights.
   *
   * @param className the layer's class in Python, or the name of the function that other layers
   *     have as their {@code activation}, without the package of {@code
   *     register_keras_serializable}
   * @param function what the layer computes
   * @return the changed loader
   * @throws IllegalArgumentException if the name is blank
   * @throws IllegalStateException if layers or activations of that name are known already
   */
  public KerasModelLoader withLayer(String className, LayerFunction function) {
    return withLayer(className, List.of(), function);
  }

  /**
   * A loader that knows one layer more, which has weights.
   *
   * @param className the layer's class in Python, without the package of {@code
   *     register_keras_serializable}
   * @param weights names for the weights, in the order in which the layer makes them, the trainable
   *     ones first
   * @param function what the layer computes
   * @return the changed loader
   * @throws IllegalArgumentException if the name is blank
   * @throws IllegalStateException if layers or activations of that name are known already
   */
  public KerasModelLoader withLayer(
      String className, List<String> weights, LayerFunction function) {
    if (className.isBlank() || className.contains(">")) {
      throw new IllegalArgumentException(
          "className must be the name of a class such as MyScale: got '%s'".formatted(className));
    }
    if (layers.has(className)) {
      throw new IllegalStateException(
          "%s is known already: expected a layer or activation that is not".formatted(className));
    }
    WeightSpec[] specs =
        weights.stream()
            .map(name -> WeightSpec.trainable(name, Shape.unknown()))
            .toArray(WeightSpec[]::new);
    LayerBuilder builder =
        LayerBuilder.one(
            scope -> function.apply(new CustomLayer(scope), scope.inputs(), scope.tf()));
    return new KerasModelLoader(
        layers.with(className, WeightLayout.of(specs), builder), architecture);
  }

  /**
   * A loader for files that hold weights alone, as {@code save_weights} of Python writes them.
   *
   * @param json the file with what {@code model.to_json()} gives
   * @return the changed loader
   * @throws IllegalStateException if an architecture was given before
   */
  public KerasModelLoader withArchitecture(Path json) {
    architecture.ifPresent(
        earlier -> {
          throw new IllegalStateException("The architecture has been set already: " + earlier);
        });
    return new KerasModelLoader(layers, Optional.of(json));
  }

  @Override
  public String name() {
    return "Keras";
  }

  @Override
  public boolean claims(Path path) {
    return ContainerKind.of(path) != ContainerKind.OTHER;
  }

  @Override
  public ModelSession open(Path path, ModelOptions options) {
    requireNoOtherOptions(path, options);
    SupportedLayers supported = new SupportedLayers(layers);
    try (KerasModel model = new ModelReader(supported).read(path, architecture)) {
      return new ModelOpener(model, supported, options.outputs()).open();
    }
  }

  private static void requireNoOtherOptions(Path path, ModelOptions options) {
    if (options.tags().isPresent()
        || options.signature().isPresent()
        || !options.inputs().isEmpty()) {
      throw new ModelLoadException(
          "%s is a Keras model: expected .outputs(...) at most, found a tag set, a signature or inputs. Leave it away."
              .formatted(path),
          path.toString());
    }
  }
}
