package io.sightline.keras.function;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Which keys a query sees.
 *
 * @param causal whether only those before it
 * @param given a mask {@code [batch, queries, keys]} or with an axis for the heads, 0 for what is
 *     not seen
 */
public record AttentionMask(boolean causal, Optional<Operand<?>> given) {
  /** What is taken from a score that does not count (Softmax of Keras 3.15.1). */
  private static final double MASKED = -1e9;

  private static final double MASKED_HALF = -3e4;

  /** What a call says by {@code use_causal_mask} and {@code attention_mask}. */
  public static AttentionMask of(LayerScope scope) {
    Arguments arguments = new Arguments(scope);
    if (arguments.find(-1, "mask", "query_mask", "value_mask", "key_mask").isPresent()) {
      throw new IllegalArgumentException("no masks of queries, values or keys");
    }
    boolean causal = arguments.flag(scope.config().flag("causal", false), -1, "use_causal_mask");
    return new AttentionMask(causal, arguments.tensor(-1, "attention_mask"));
  }

  /** The softmax of scores {@code [batch, (heads,) queries, keys]} along the keys. */
  public Operand<TNumber> softmax(Ops tf, Operand<TNumber> scores) {
    Operand<TNumber> masked = scores;
    if (causal) {
      masked = tf.math.add(masked, penalty(tf, causalMask(tf, scores), scores));
    }
    if (given.isPresent()) {
      Operand<TNumber> mask = Tensors.castLike(tf, given.get(), scores);
      while (Tensors.rank(mask) < Tensors.rank(scores)) {
        mask = tf.expandDims(mask, tf.constant(1));
      }
      masked = tf.math.add(masked, penalty(tf, mask, scores));
    }
    return tf.nn.softmax(masked);
  }

  private static Operand<TNumber> penalty(Ops tf, Operand<TNumber> mask, Operand<TNumber> scores) {
    double masked = scores.type().equals(TFloat16.class) ? MASKED_HALF : MASKED;
    Operand<TNumber> unseen = tf.math.sub(Tensors.scalar(tf, 1, scores), mask);
    return tf.math.mul(unseen, Tensors.scalar(tf, masked, scores));
  }

  /** 1 where the key is not after the query. */
  private static Operand<TNumber> causalMask(Ops tf, Operand<TNumber> scores) {
    int rank = Tensors.rank(scores);
    Lengths lengths = new Lengths(tf, scores);
    Operand<TInt32> queries = positions(tf, lengths.of(rank - 2));
    Operand<TInt32> keys = positions(tf, lengths.of(rank - 1));
    return Tensors.castLike(
        tf, tf.math.greaterEqual(tf.expandDims(queries, tf.constant(1)), keys), scores);
  }

  private static Operand<TInt32> positions(Ops tf, Operand<TInt32> count) {
    return tf.range(tf.constant(0), count, tf.constant(1));
  }
}
