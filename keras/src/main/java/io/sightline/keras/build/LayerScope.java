package io.sightline.keras.build;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Activation;
import io.sightline.keras.model.Argument;
import io.sightline.keras.model.KerasVersion;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.LayerConfig;
import io.sightline.keras.model.TensorRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** One call of a layer or operation, on its way into a graph. */
public final class LayerScope {
  private final Ops tf;
  private final KerasVersion version;
  private final LayerCall call;
  private final LayerConfig config;
  private final Map<TensorRef, Operand<?>> tensors;
  private final WeightSource weights;
  private final InnerCall inner;

  /**
   * A call.
   *
   * @param tf adds to the graph, under the layer's name
   * @param version which Keras wrote the model
   * @param call the layer and its arguments
   * @param tensors the tensors of the arguments
   * @param weights the layer's weights
   * @param inner applies the layer that this one holds
   */
  public LayerScope(
      Ops tf,
      KerasVersion version,
      LayerCall call,
      Map<TensorRef, Operand<?>> tensors,
      WeightSource weights,
      InnerCall inner) {
    this(tf, version, call, call.layer().config(), tensors, weights, inner);
  }

  private LayerScope(
      Ops tf,
      KerasVersion version,
      LayerCall call,
      LayerConfig config,
      Map<TensorRef, Operand<?>> tensors,
      WeightSource weights,
      InnerCall inner) {
    this.tf = tf;
    this.version = version;
    this.call = call;
    this.config = config;
    this.tensors = tensors;
    this.weights = weights;
    this.inner = inner;
  }

  /** This call with other settings: those of a layer that is another one's activation. */
  public LayerScope with(LayerConfig other) {
    return new LayerScope(tf, version, call, other, tensors, weights, inner);
  }

  /** This call without its mask, for a layer that does not look at it. */
  public LayerScope withoutMask() {
    return new LayerScope(tf, version, call.withoutMask(), config, tensors, weights, inner);
  }

  /** Adds to the graph. */
  public Ops tf() {
    return tf;
  }

  /** Which Keras wrote the model. */
  public KerasVersion version() {
    return version;
  }

  /** The layer. */
  public Layer layer() {
    return call.layer();
  }

  /** The arguments as the file has them. */
  public LayerCall call() {
    return call;
  }

  /** The layer's settings. */
  public LayerConfig config() {
    return config;
  }

  /** A tensor of the arguments, as it comes. */
  public Operand<?> tensor(TensorRef ref) {
    return Objects.requireNonNull(tensors.get(ref));
  }

  /** The one tensor given. Another, such as a mask, would change what Keras computes. */
  public Operand<TNumber> input() {
    List<TensorRef> refs = call.tensors();
    if (refs.size() != 1) {
      throw new IllegalArgumentException("one tensor as its input, and no mask");
    }
    return input(refs.get(0));
  }

  /** A tensor of the arguments in the type that the layer computes in, unless of whole numbers. */
  public Operand<TNumber> input(TensorRef ref) {
    Operand<?> tensor = tensor(ref);
    return Dtypes.isFloating(tensor.type())
        ? Tensors.cast(tf, tensor, computeType())
        : Tensors.numbers(tensor);
  }

  /**
   * All tensors given, and the arrays in one list with them, in the type that the layer computes
   * in, unless of whole numbers.
   */
  public List<Operand<TNumber>> inputs() {
    return Stream.concat(call.arguments().stream(), call.named().values().stream())
        .flatMap(this::inputs)
        .toList();
  }

  private Stream<Operand<TNumber>> inputs(Argument argument) {
    if (argument instanceof Argument.Items list) {
      return list.items().stream()
          .flatMap(
              item ->
                  item instanceof Argument.Constant constant
                      ? Stream.of(array(NumericConstant.of(constant.value())))
                      : inputs(item));
    }
    return argument.tensors().stream().map(this::input);
  }

  private Operand<TNumber> array(NumericConstant constant) {
    Class<? extends TType> type = ResultTypes.strong(constant.type());
    return constant.tensor(tf, Dtypes.isFloating(type) ? computeType() : type);
  }

  /** The one tensor given, in the type that the layer computes in. */
  public Operand<TNumber> computed() {
    return Tensors.cast(tf, input(), computeType());
  }

  /** The type that the layer computes in. */
  public Class<? extends TNumber> computeType() {
    String name = layer().dtype().compute();
    return Dtypes.tensorClass(name).filter(Dtypes::isFloating).orElse(TFloat32.class);
  }

  /** Whether the layer has a weight with the role. */
  public boolean hasWeight(String role) {
    return weights.find(role).isPresent();
  }

  /** A weight in the type that the layer computes in. */
  public Operand<TNumber> weight(String role) {
    return Tensors.cast(tf, variable(role), computeType());
  }

  /** A weight in the type that it is kept in. */
  public Operand<TFloat32> variable(String role) {
    return weights
        .find(role)
        .orElseThrow(() -> new IllegalArgumentException("a weight '%s'".formatted(role)));
  }

  /** What the layer that this one holds makes of a tensor. */
  public Operand<?> applyInner(Operand<?> tensor) {
    Layer wrapped =
        layer().wrapped().orElseThrow(() -> new IllegalArgumentException("a layer inside of it"));
    return inner.apply(wrapped, tensor);
  }

  /** What an activation that a user registered makes of a tensor. */
  public Operand<?> applyCustom(Activation activation, Operand<?> tensor) {
    String name = activation.name();
    return inner.apply(Layer.of(Layer.Kind.LAYER, name, name, activation.config()), tensor);
  }

  /** An error about a setting of the layer. */
  public ModelLoadException refuse(String key, String expected) {
    return config.refuse(key, expected);
  }
}
