package io.sightline.keras.build;

import io.sightline.keras.model.Argument;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The tensors and numbers that an operation computes with, and their element types by the rules of
 * the Keras that wrote the model.
 */
public final class Operands {
  /** Until Keras 2 an array takes the type of the tensor beside it, as a number does. */
  private static final int ARRAYS_HAVE_TYPES = 3;

  private final LayerScope scope;
  private final Arguments arguments;

  /** The operands of a call. */
  public Operands(LayerScope scope) {
    this.scope = scope;
    this.arguments = new Arguments(scope);
  }

  /**
   * The type of an argument.
   *
   * @return one of TensorFlow's, or of a number a marker of {@link ResultTypes}
   */
  public Class<?> type(int position, String... names) {
    return type(arguments.required(position, names), names);
  }

  private Class<?> type(Argument argument, String... names) {
    if (argument instanceof Argument.Tensor tensor) {
      return scope.tensor(tensor.ref()).type();
    }
    NumericConstant constant = constant(argument, names);
    return scope.version().generation() < ARRAYS_HAVE_TYPES ? constant.weakType() : constant.type();
  }

  /** An argument as a tensor of a type. */
  public Operand<TNumber> as(Class<? extends TType> type, int position, String... names) {
    return as(type, arguments.required(position, names), names);
  }

  private Operand<TNumber> as(Class<? extends TType> type, Argument argument, String... names) {
    return argument instanceof Argument.Tensor tensor
        ? Tensors.cast(scope.tf(), scope.tensor(tensor.ref()), type)
        : constant(argument, names).tensor(scope.tf(), type);
  }

  /** An argument as the tensor that Keras makes of it by itself. */
  public Operand<TNumber> tensor(int position, String... names) {
    return as(ResultTypes.strong(type(position, names)), position, names);
  }

  /** The tensors and numbers of a list, in the one type that holds the values of all. */
  public List<Operand<TNumber>> list(int position, String... names) {
    Argument argument = arguments.required(position, names);
    List<Argument> items =
        argument instanceof Argument.Items list ? list.items() : List.of(argument);
    Class<? extends TType> type =
        ResultTypes.of(items.stream().map(item -> type(item, names)).toArray(Class<?>[]::new));
    return items.stream().map(item -> as(type, item, names)).toList();
  }

  /** The same; empty if nothing was given, or {@code None}. */
  public Optional<Operand<TNumber>> find(
      Class<? extends TType> type, int position, String... names) {
    return arguments.find(position, names).map(argument -> as(type, argument, names));
  }

  private NumericConstant constant(Argument argument, String... names) {
    if (argument instanceof Argument.Constant constant) {
      return NumericConstant.of(constant.value());
    }
    throw arguments.refuse("a tensor or numbers", names);
  }
}
