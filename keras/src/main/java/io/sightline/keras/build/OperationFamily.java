package io.sightline.keras.build;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Operations that are built alike. Their names are those of Keras 3 and of the functions of
 * TensorFlow without modules, capitals and underscores: {@code expanddims}.
 */
public interface OperationFamily {
  /** Where families put their operations. */
  interface Table {
    /** Adds an operation by one of its names. */
    void add(String name, LayerBuilder builder);

    /** Adds an operation of one tensor and other values, with one result. */
    default void one(String name, Unary operation) {
      add(
          name,
          LayerBuilder.one(scope -> operation.of(scope.tf(), first(scope), new Arguments(scope))));
    }
  }

  /** What an operation makes of a tensor. */
  interface Unary {
    /** Adds it to a graph. */
    Operand<?> of(Ops tf, Operand<TNumber> x, Arguments arguments);
  }

  /** The first tensor of a call, as it comes. */
  static Operand<TNumber> first(LayerScope scope) {
    return Tensors.numbers(scope.tensor(scope.call().tensors().get(0)));
  }

  /** Puts the operations of this family into a table. */
  void addTo(Table table);
}
