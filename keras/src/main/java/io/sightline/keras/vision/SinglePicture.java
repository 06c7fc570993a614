package io.sightline.keras.vision;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.Tensors;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.types.family.TNumber;

/** Pictures without a batch axis, computed as a batch of one. */
final class SinglePicture {
  private static final int RANK = 3;
  private static final int RANK_OF_BATCH = 4;

  private SinglePicture() {}

  /**
   * What a step makes of a picture or a batch of them.
   *
   * @param x {@code [height, width, channels]}, or the same with a batch axis, or in another format
   * @param step is given a batch with the channels last
   */
  static Operand<TNumber> widened(
      Ops tf, Operand<TNumber> x, DataFormat format, UnaryOperator<Operand<TNumber>> step) {
    int rank = Tensors.rank(x);
    if (rank != RANK && rank != RANK_OF_BATCH) {
      throw new IllegalArgumentException("a picture or a batch of them");
    }
    return rank == RANK
        ? tf.squeeze(
            format.apply(tf, tf.expandDims(x, tf.constant(0)), step), Squeeze.axis(List.of(0L)))
        : format.apply(tf, x, step);
  }
}
