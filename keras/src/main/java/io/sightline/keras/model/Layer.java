package io.sightline.keras.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A layer or operation. Two layers are equal only if they are the same: a layer that is used in
 * several places shares its weights between them.
 */
public final class Layer {
  /** What a layer is. */
  public enum Kind {
    /** A place where the model is fed. */
    INPUT,
    /** A layer of its own. */
    LAYER,
    /** A function such as {@code keras.ops.add} or {@code tf.math.multiply}. */
    OPERATION,
    /** A model inside of the model. */
    MODEL
  }

  private final Kind kind;
  private final String name;
  private final String className;
  private final String registeredName;
  private final LayerConfig config;
  private final @Nullable ModelGraph graph;
  private final @Nullable Layer wrapped;

  private Layer(
      Kind kind,
      String className,
      String registeredName,
      LayerConfig config,
      @Nullable ModelGraph graph,
      @Nullable Layer wrapped) {
    this.kind = kind;
    this.name = config.layerName();
    this.className = className;
    this.registeredName = registeredName;
    this.config = config;
    this.graph = graph;
    this.wrapped = wrapped;
  }

  /** An input, layer or operation. */
  public static Layer of(Kind kind, String className, String registeredName, LayerConfig config) {
    return new Layer(kind, className, registeredName, config, null, null);
  }

  /** A layer that applies another one. */
  public static Layer wrapper(
      String className, String registeredName, LayerConfig config, Layer wrapped) {
    return new Layer(Kind.LAYER, className, registeredName, config, null, wrapped);
  }

  /** A model inside of the model. */
  public static Layer model(
      String className, String registeredName, LayerConfig config, ModelGraph graph) {
    return new Layer(Kind.MODEL, className, registeredName, config, graph, null);
  }

  /** What this is. */
  public Kind kind() {
    return kind;
  }

  /** The layer's name, unique in its graph. */
  public String name() {
    return name;
  }

  /**
   * The class, by the name that Keras 3 exports it by. Of an operation: the class of Keras 3, such
   * as {@code Add} or {@code GetItem}; of Keras 2 the function, such as {@code __operators__.add}
   * or {@code math.multiply}, or the class of a layer that stands for an operation: {@code
   * SlicingOpLambda}, {@code TensorFlowOpLayer}.
   */
  public String className() {
    return className;
  }

  /** The class as the file names it, such as {@code Custom>Scale}: to say what is not known. */
  public String registeredName() {
    return registeredName;
  }

  /** The layer's settings. */
  public LayerConfig config() {
    return config;
  }

  /** What is computed in it, if it is a model. */
  public Optional<ModelGraph> graph() {
    return Optional.ofNullable(graph);
  }

  /** The layer that this one applies, as {@code TimeDistributed} does. */
  public Optional<Layer> wrapped() {
    return Optional.ofNullable(wrapped);
  }

  /** The element types it computes and stores in. */
  public DtypePolicy dtype() {
    return config.dtypePolicy();
  }

  /** This layer and all that are in it, at any depth, each once. */
  public List<Layer> withInner() {
    Set<Layer> found = new LinkedHashSet<>();
    collect(this, found);
    return List.copyOf(found);
  }

  private static void collect(Layer layer, Set<Layer> found) {
    if (found.add(layer)) {
      layer.graph().ifPresent(inner -> inner.layers().forEach(each -> collect(each, found)));
      layer.wrapped().ifPresent(inner -> collect(inner, found));
    }
  }

  @Override
  public String toString() {
    return "'%s' (%s)".formatted(name, registeredName);
  }
}
