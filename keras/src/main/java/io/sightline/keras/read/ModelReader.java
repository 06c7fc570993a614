package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.catalog.LayerCatalog;
import io.sightline.keras.container.KerasFile;
import io.sightline.keras.container.ParseBorder;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.KerasVersion;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerWeights;
import io.sightline.keras.model.ModelGraph;
import io.sightline.keras.model.ModelInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads models. Safe for use by several threads if its catalog is. */
public final class ModelReader {
  /**
   * Models in models, each called twice by the next, grow beyond all bounds. The largest of
   * keras.applications makes some two thousand calls.
   */
  private static final long MAX_CALLS = 20_000;

  private final LayerCatalog catalog;

  /** A reader of models that are made of the layers of a catalog. */
  public ModelReader(LayerCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads a model.
   *
   * @param path a file that Keras wrote
   * @param architecture a second file with what {@code model.to_json()} gives, if the first holds
   *     weights alone
   * @return the model, for the caller to close
   * @throws ModelLoadException if it cannot be read, or holds layers that are not in the catalog
   */
  public KerasModel read(Path path, Optional<Path> architecture) {
    return ParseBorder.run(path, () -> parse(path, architecture));
  }

  private KerasModel parse(Path path, Optional<Path> architecture) throws IOException {
    KerasFile file = KerasFile.open(path, architecture);
    try {
      return parse(path.toString(), file);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      file.close();
      throw e;
    }
  }

  private KerasModel parse(String source, KerasFile file) {
    KerasVersion version = KerasVersion.of(file.version());
    requireBackend(source, file, version);
    LayerReader layers = new LayerReader(source, version, catalog);
    ModelGraph graph = layers.graph(root(source, file.architecture()));
    new UnsupportedLayers(source, catalog).requireNone(graph);
    requireShapes(source, graph);
    requireBounded(source, graph);
    WeightAssignment assignment = new WeightAssignment(source, catalog);
    Map<Layer, LayerWeights> weights =
        switch (file.layout()) {
          case BY_LAYER -> new LayerGroups(assignment).assign(graph, file.weights());
          case BY_OBJECT -> new ObjectGroups(assignment).assign(graph, file.weights());
        };
    return new KerasModel(source, file.format(), version, graph, weights, file);
  }

  /**
   * Theano turns its kernels around, and what Keras 1 and 2 saved with it has to be turned back.
   */
  private static void requireBackend(String source, KerasFile file, KerasVersion version) {
    if (file.backend().equals("theano") && version.generation() < 3) {
      throw new ModelLoadException(
          "%s was saved with another backend: expected TensorFlow, found Theano. Load it with Keras on TensorFlow and save it again."
              .formatted(source),
          source);
    }
  }

  private static void requireShapes(String source, ModelGraph graph) {
    for (ModelInput input : graph.inputs()) {
      if (!input.shape().hasKnownRank()) {
        throw new ModelLoadException(
            "%s does not say what it takes: expected the shape of its input, found none. Put a keras.Input(shape) before its first layer and save it again."
                .formatted(source),
            source);
      }
    }
  }

  private static void requireBounded(String source, ModelGraph graph) {
    long calls = graph.expandedCalls();
    if (calls > MAX_CALLS) {
      throw new ModelLoadException(
          "%s is too large: expected at most %s calls of layers, those of models in models counted each time, found %s. Export it as a SavedModel."
              .formatted(source, MAX_CALLS, calls),
          source);
    }
  }

  private static JsonObject root(String source, JsonObject architecture) {
    String className = ClassNames.text(architecture, "class_name");
    JsonElement config = architecture.get("config");
    boolean isList = config instanceof JsonArray;
    boolean hasLayers = config instanceof JsonObject object && object.has("layers");
    if (ClassNames.isModel(className) && (isList || hasLayers)) {
      return architecture;
    }
    throw new ModelLoadException(
        ("%s holds a model that is defined by Python code: expected a Sequential or Functional model,"
                + " found the class '%s'. Export it as a SavedModel with model.export(...).")
            .formatted(source, className),
        source);
  }
}
