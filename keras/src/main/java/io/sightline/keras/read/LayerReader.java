package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.catalog.LayerCatalog;
import io.sightline.keras.model.KerasVersion;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.model.ModelGraph;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads layers, and the models that they may be. */
final class LayerReader {
  private static final int MAX_DEPTH = 24;

  /** The layer of Keras 2 that stands for a function of TensorFlow, which it names. */
  private static final String FUNCTION = "TFOpLambda";

  /** Other layers of Keras 2 that stand for an operation. */
  private static final Set<String> OPERATIONS =
      Set.of(
          "ClassMethod",
          "InstanceMethod",
          "InstanceProperty",
          "SlicingOpLambda",
          "TensorFlowOpLayer");

  private final String source;
  private final KerasVersion version;
  private final LayerCatalog catalog;
  private int depth;

  LayerReader(String source, KerasVersion version, LayerCatalog catalog) {
    this.source = source;
    this.version = version;
    this.catalog = catalog;
  }

  /** The graph of a model that was saved as class and settings. */
  ModelGraph graph(JsonObject saved) {
    if (++depth > MAX_DEPTH) {
      throw refuse("at most %s models in one another".formatted(MAX_DEPTH), "more");
    }
    try {
      JsonElement config = saved.get("config");
      boolean isSequential =
          config instanceof JsonArray || ClassNames.of(saved).equals("Sequential");
      return isSequential
          ? new SequentialReader(source, this).read(saved)
          : new FunctionalReader(source, this).read(settings(saved));
    } finally {
      depth--;
    }
  }

  /** The layer that was saved as class and settings. */
  Layer layer(JsonObject saved) {
    String className = ClassNames.of(saved);
    String registered = ClassNames.registered(saved);
    JsonObject settings = settings(saved);
    if (version.generation() == 1 && KerasOne.isWritten(settings)) {
      className = KerasOne.className(className, settings);
      settings = KerasOne.translate(className, settings);
    }
    LayerConfig config = new LayerConfig(source, name(saved, settings), registered, settings);
    if (ClassNames.isModel(className)) {
      return Layer.model(className, registered, config, graph(saved));
    }
    if (className.equals("InputLayer")) {
      return Layer.of(Kind.INPUT, className, registered, config);
    }
    Optional<String> operation = operation(saved, className, config);
    if (operation.isPresent()) {
      return Layer.of(Kind.OPERATION, operation.get(), registered, config);
    }
    Optional<JsonObject> wrapped = wrapped(settings);
    if (wrapped.isPresent()) {
      return Layer.wrapper(className, registered, config, layer(wrapped.get()));
    }
    return Layer.of(Kind.LAYER, className, registered, config);
  }

  /** An input that the file leaves out. */
  Layer input(String name) {
    JsonObject settings = new JsonObject();
    settings.addProperty("name", name);
    LayerConfig config = new LayerConfig(source, name, "InputLayer", settings);
    return Layer.of(Kind.INPUT, "InputLayer", "InputLayer", config);
  }

  /** The settings of a layer; none if they are of another kind. */
  static JsonObject settings(JsonObject saved) {
    return saved.get("config") instanceof JsonObject config ? config : new JsonObject();
  }

  private static Optional<JsonObject> wrapped(JsonObject settings) {
    return settings.get("layer") instanceof JsonObject inner && inner.has("class_name")
        ? Optional.of(inner)
        : Optional.empty();
  }

  private static String name(JsonObject saved, JsonObject settings) {
    String outer = ClassNames.text(saved, "name");
    return outer.isEmpty() ? ClassNames.text(settings, "name") : outer;
  }

  /** What an operation computes; empty if this is a layer. */
  private Optional<String> operation(JsonObject saved, String className, LayerConfig config) {
    if (className.equals(FUNCTION)) {
      return Optional.of(config.text("function"));
    }
    boolean isOperation =
        OPERATIONS.contains(className)
            || (saved.has("module")
                ? ClassNames.text(saved, "module").startsWith("keras.src.ops")
                : isOperation(className, config));
    return isOperation ? Optional.of(className) : Optional.empty();
  }

  /**
   * Whether this is an operation, in HDF5, where Keras 3 writes no module and {@code Add} for the
   * layer and for {@code keras.ops.add}. Only the settings of a layer say whether it can be trained
   * (an element type is among those of {@code keras.ops.prod} too). A few layers leave that out: of
   * Keras {@code SpatialDropout2D} and others that no operation is called like, and those of a
   * user, known by the package under which they were registered or by their function.
   */
  private boolean isOperation(String className, LayerConfig config) {
    return version.generation() >= 3
        && !config.keys().contains("trainable")
        && !className.contains(">")
        && !catalog.isAdded(className)
        && !isLayerAlone(className, config);
  }

  private boolean isLayerAlone(String className, LayerConfig config) {
    boolean isLayer =
        catalog.weights(Layer.of(Kind.LAYER, className, className, config)).isPresent();
    return isLayer && !catalog.supports(Layer.of(Kind.OPERATION, className, className, config));
  }

  /** The layers of a model's settings. */
  List<JsonObject> entries(JsonElement layers) {
    if (!(layers instanceof JsonArray array)) {
      throw refuse("a list of layers", "none");
    }
    return array.asList().stream()
        .map(
            entry -> {
              if (entry instanceof JsonObject saved) {
                return saved;
              }
              throw refuse("layers as objects", "something else among them");
            })
        .toList();
  }

  private ModelLoadException refuse(String expected, String found) {
    return new ModelLoadException(
        "The architecture of %s cannot be read: expected %s, found %s. Save the model again."
            .formatted(source, expected, found),
        source);
  }
}
