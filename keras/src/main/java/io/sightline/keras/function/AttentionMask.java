package io.sightline.keras.function;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.model.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Which keys a query sees: where all masks that a call is given are true.
 *
 * @param causal whether only those that do not come after it
 * @param window how many from its own on, to either side; empty if as many as there are
 * @param given masks that fit scores {@code [batch, queries..., keys...]}, all true where a key is
 *     seen
 */
public record AttentionMask(boolean causal, Optional<Integer> window, List<Operand<TBool>> given) {
  /** What is taken from a score that does not count (Attention of Keras 3.15.1). */
  private static final double MASKED = -1e9;

  private static final double MASKED_HALF = -3e4;

  /** Copies the list. */
  public AttentionMask {
    given = List.copyOf(given);
  }

  /**
   * What a call of many heads says by {@code attention_mask}, {@code value_mask} and {@code
   * key_mask}, and the setting {@code sliding_window}. A {@code query_mask} is given and has no
   * effect in Keras 3.15.1.
   */
  public static AttentionMask ofHeads(LayerScope scope) {
    Arguments arguments = new Arguments(scope);
    List<Operand<TBool>> masks = new ArrayList<>();
    for (Optional<Operand<?>> keys :
        List.of(arguments.tensor(4, "value_mask"), arguments.tensor(5, "key_mask"))) {
      keys.map(mask -> alongKeys(scope, mask)).ifPresent(masks::add);
    }
    arguments
        .tensor(6, "attention_mask")
        .map(mask -> Tensors.truth(scope.tf(), mask))
        .ifPresent(masks::add);
    Optional<Integer> window =
        scope.config().find("sliding_window").map(any -> scope.config().integer("sliding_window"));
    return new AttentionMask(isCausal(scope, arguments, 9), window, masks);
  }

  /** What a call of one head says: the second of its masks is that of the keys. */
  public static AttentionMask ofOne(LayerScope scope) {
    List<Operand<TBool>> masks = new ArrayList<>();
    inList(scope, 1).map(mask -> alongKeys(scope, mask)).ifPresent(masks::add);
    return new AttentionMask(isCausal(scope, new Arguments(scope), 4), Optional.empty(), masks);
  }

  /** The mask of the queries that a call of one head is given; false where the result is 0. */
  public static Optional<Operand<TBool>> ofQueries(LayerScope scope) {
    return inList(scope, 0).map(mask -> Tensors.truth(scope.tf(), mask));
  }

  private static Optional<Operand<?>> inList(LayerScope scope, int index) {
    return new Arguments(scope)
        .find(1, "mask")
        .filter(Argument.Items.class::isInstance)
        .map(masks -> ((Argument.Items) masks).items())
        .filter(masks -> masks.size() > index)
        .map(masks -> masks.get(index))
        .filter(Argument.Tensor.class::isInstance)
        .map(mask -> scope.tensor(((Argument.Tensor) mask).ref()));
  }

  private static boolean isCausal(LayerScope scope, Arguments arguments, int position) {
    return arguments.flag(scope.config().flag("causal", false), position, "use_causal_mask");
  }

  private static Operand<TBool> alongKeys(LayerScope scope, Operand<?> mask) {
    Ops tf = scope.tf();
    return tf.expandDims(Tensors.truth(tf, mask), tf.constant(-2));
  }

  /**
   * All masks as one that fits scores; empty if every key is seen.
   *
   * @param scores {@code [batch..., (heads,) queries..., keys...]}
   * @param axes how many axes the queries have, and the keys as well
   */
  public Optional<Operand<TBool>> of(Ops tf, Operand<TNumber> scores, int axes) {
    List<Operand<TBool>> masks = new ArrayList<>(given);
    if (axes != 1 && (causal || window.isPresent())) {
      throw new IllegalArgumentException(
          "no causal mask or window where attention is along several axes");
    }
    if (causal) {
      masks.add(tf.math.greaterEqual(distances(tf, scores), tf.constant(0)));
    }
    window.ifPresent(
        length -> masks.add(tf.math.less(tf.math.abs(distances(tf, scores)), tf.constant(length))));
    return masks.stream()
        .reduce((a, b) -> tf.math.logicalAnd(a, b))
        .map(mask -> widened(tf, mask, Tensors.rank(scores), axes));
  }

  /** Scores from which much is taken where a mask is false. */
  public static Operand<TNumber> hide(
      Ops tf, Operand<TNumber> scores, Optional<Operand<TBool>> mask) {
    double taken = scores.type().equals(TFloat16.class) ? MASKED_HALF : MASKED;
    return mask.<Operand<TNumber>>map(
            seen -> tf.select(seen, scores, tf.math.add(scores, Tensors.scalar(tf, taken, scores))))
        .orElse(scores);
  }

  /** Values that are 0 where a mask is false. */
  public static Operand<TNumber> clear(
      Ops tf, Operand<TNumber> values, Optional<Operand<TBool>> mask) {
    return mask.<Operand<TNumber>>map(
            seen -> tf.select(seen, values, Tensors.scalar(tf, 0, values)))
        .orElse(values);
  }

  /** A mask with axes of length 1 before those of the queries, in place of the heads. */
  private static Operand<TBool> widened(Ops tf, Operand<TBool> mask, int rank, int axes) {
    Operand<TBool> wide = mask;
    while (Tensors.rank(wide) < rank) {
      wide = tf.expandDims(wide, tf.constant(Tensors.rank(wide) - 2 * axes));
    }
    return wide;
  }

  /** How many places a key is before a query, {@code [1, queries, keys]}. */
  private static Operand<TInt32> distances(Ops tf, Operand<TNumber> scores) {
    int rank = Tensors.rank(scores);
    Lengths lengths = new Lengths(tf, scores);
    Operand<TInt32> queries = positions(tf, lengths.of(rank - 2));
    Operand<TInt32> keys = positions(tf, lengths.of(rank - 1));
    Operand<TInt32> distances = tf.math.sub(tf.expandDims(queries, tf.constant(1)), keys);
    return tf.expandDims(distances, tf.constant(0));
  }

  private static Operand<TInt32> positions(Ops tf, Operand<TInt32> count) {
    return tf.range(tf.constant(0), count, tf.constant(1));
  }
}
