package io.sightline.keras.vision;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.Standardization;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The functions of layers that bring values to a mean of 0 and a variance of 1 ({@code ops/nn.py}
 * of Keras 3.15.1). They are computed with 32 bits at least, and give the type of what they are
 * given.
 */
final class NormalizationOperations implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.add("batchnorm", LayerBuilder.one(NormalizationOperations::batch));
    table.add("layernorm", LayerBuilder.one(NormalizationOperations::layer));
    table.add("rmsnorm", LayerBuilder.one(NormalizationOperations::rms));
  }

  private static Operand<TNumber> wide(Ops tf, Operand<TNumber> x) {
    return Tensors.cast(tf, x, ResultTypes.of(x.type(), TFloat32.class));
  }

  private static int[] axes(LayerScope scope, Operand<TNumber> x) {
    int rank = Tensors.rank(x);
    return Arrays.stream(new Arguments(scope).integers(-1, "axis").orElse(new int[] {-1}))
        .map(axis -> Tensors.axis(axis, rank))
        .sorted()
        .toArray();
  }

  private static double epsilon(LayerScope scope, double otherwise) {
    return new Arguments(scope).number(-1, "epsilon").orElse(otherwise);
  }

  private static Operand<?> batch(LayerScope scope) {
    Ops tf = scope.tf();
    Operands operands = new Operands(scope);
    Operand<TNumber> x = operands.tensor(0, "x");
    int[] axes = axes(scope, x);
    UnaryOperator<Operand<TNumber>> along = values -> Tensors.alongAxes(tf, values, x, axes);
    return Standardization.apply(
        tf,
        x,
        along.apply(operands.as(x.type(), 1, "mean")),
        along.apply(operands.as(x.type(), 2, "variance")),
        epsilon(scope, Standardization.EPSILON),
        operands.find(x.type(), 4, "scale").map(along),
        operands.find(x.type(), 3, "offset").map(along));
  }

  private static Operand<?> layer(LayerScope scope) {
    Ops tf = scope.tf();
    Operands operands = new Operands(scope);
    Operand<TNumber> given = operands.tensor(0, "x");
    Operand<TNumber> x = wide(tf, given);
    int[] axes = axes(scope, x);
    UnaryOperator<Operand<TNumber>> along = values -> Tensors.alongAxes(tf, values, x, axes);
    Optional<Operand<TNumber>> scale = operands.find(x.type(), 1, "gamma").map(along);
    boolean isByDeviation = new Arguments(scope).flag(false, -1, "rms_scaling");
    Operand<TNumber> result =
        isByDeviation
            ? Standardization.byDeviation(
                tf, x, epsilon(scope, Standardization.SMALL_EPSILON), scale, axes)
            : Standardization.apply(
                tf,
                x,
                Standardization.mean(tf, x, axes),
                Standardization.variance(tf, x, axes),
                epsilon(scope, Standardization.SMALL_EPSILON),
                scale,
                operands.find(x.type(), 2, "beta").map(along));
    return Tensors.castLike(tf, result, given);
  }

  private static Operand<?> rms(LayerScope scope) {
    Ops tf = scope.tf();
    Operands operands = new Operands(scope);
    Operand<TNumber> given = operands.tensor(0, "x");
    Operand<TNumber> x = wide(tf, given);
    Optional<Operand<TNumber>> scale = operands.find(x.type(), 1, "scale");
    Operand<TNumber> result =
        Standardization.byMeanSquare(
            tf, x, epsilon(scope, Standardization.SMALL_EPSILON), scale, axes(scope, x));
    return Tensors.castLike(tf, result, given);
  }
}
