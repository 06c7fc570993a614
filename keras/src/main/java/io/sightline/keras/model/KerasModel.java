package io.sightline.keras.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A checked Keras model: its graph, and the weights of its layers. The weights lie in the file,
 * which stays open until this is closed. Safe for use by several threads.
 */
public final class KerasModel implements AutoCloseable {
  private final String source;
  private final String format;
  private final KerasVersion version;
  private final ModelGraph graph;
  private final Map<Layer, LayerWeights> weights;
  private final Closeable file;

  /** A model; {@code weights} is copied and {@code file} is closed with it. */
  public KerasModel(
      String source,
      String format,
      KerasVersion version,
      ModelGraph graph,
      Map<Layer, LayerWeights> weights,
      Closeable file) {
    this.source = source;
    this.format = format;
    this.version = version;
    this.graph = graph;
    this.weights = Map.copyOf(weights);
    this.file = file;
  }

  /** The path of the file. */
  public String source() {
    return source;
  }

  /** What the file is, for a description: {@code Keras HDF5} or {@code Keras zip}. */
  public String format() {
    return format;
  }

  /** Which Keras wrote it. */
  public KerasVersion version() {
    return version;
  }

  /** What is computed. */
  public ModelGraph graph() {
    return graph;
  }

  /** The weights of a layer of this model, at any depth; none if it has none. */
  public LayerWeights weights(Layer layer) {
    return weights.getOrDefault(layer, LayerWeights.NONE);
  }

  /** The number of trained values in all layers. */
  public long parameters() {
    return weights.values().stream()
        .flatMap(ofLayer -> ofLayer.all().stream())
        .mapToLong(weight -> weight.shape().elementCount())
        .sum();
  }

  /** The layers of all depths, each once, in the order of the file. */
  public List<Layer> layers() {
    return graph.allLayers();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
