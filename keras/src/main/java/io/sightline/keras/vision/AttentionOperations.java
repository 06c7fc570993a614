package io.sightline.keras.vision;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.build.ResultTypes;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.AttentionMask;
import io.sightline.keras.function.Repetition;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** {@code keras.ops.dot_product_attention} (backend/tensorflow/nn.py of Keras 3.15.1). */
final class AttentionOperations implements OperationFamily {
  /** The score of a key that is not seen. */
  private static final double HIDDEN = 3.38953e38 * -0.7;

  private static final int HEADS = 2;

  @Override
  public void addTo(Table table) {
    table.add("dotproductattention", LayerBuilder.one(AttentionOperations::attention));
  }

  /** Queries, keys and values are {@code [batch, places, heads, length]}. */
  private static Operand<?> attention(LayerScope scope) {
    Ops tf = scope.tf();
    Arguments arguments = new Arguments(scope);
    requireSupported(arguments);
    Operands operands = new Operands(scope);
    Class<? extends TType> type =
        ResultTypes.of(
            operands.tensor(0, "query").type(),
            operands.tensor(1, "key").type(),
            operands.tensor(2, "value").type());
    Operand<TNumber> query = operands.as(type, 0, "query");
    int heads = new Lengths(tf, query).required(HEADS);
    Operand<TNumber> key = shared(tf, operands.as(type, 1, "key"), heads);
    Operand<TNumber> value = shared(tf, operands.as(type, 2, "value"), heads);
    Operand<TNumber> products = tf.linalg.einsum(List.of(query, key), "btnh,bsnh->bnts");
    Class<? extends TType> wide = ResultTypes.of(type, TFloat32.class);
    Operand<TNumber> scores = Tensors.cast(tf, products, wide);
    int length = new Lengths(tf, key).required(Tensors.rank(key) - 1);
    Operand<TNumber> scale =
        operands
            .find(wide, 5, "scale")
            .orElseGet(() -> Tensors.scalar(tf, 1 / Math.sqrt(length), scores));
    Operand<TNumber> scaled = tf.math.mul(scores, scale);
    Operand<TNumber> biased =
        operands
            .find(wide, 3, "bias")
            .<Operand<TNumber>>map(bias -> tf.math.add(scaled, bias))
            .orElse(scaled);
    Operand<TNumber> weights = tf.nn.softmax(hide(scope, biased));
    return tf.linalg.einsum(List.of(Tensors.castLike(tf, weights, key), value), "bnts,bsnh->btnh");
  }

  private static void requireSupported(Arguments arguments) {
    boolean isPlain =
        !arguments.flag(false, -1, "flash_attention")
            && arguments.find(-1, "attn_logits_soft_cap").isEmpty();
    if (!isPlain) {
      throw new IllegalArgumentException("attention without flash_attention and a soft cap");
    }
  }

  /** Several heads of queries may share one of keys. */
  private static Operand<TNumber> shared(Ops tf, Operand<TNumber> x, int heads) {
    int own = new Lengths(tf, x).required(HEADS);
    return own > 1 && heads > own ? Repetition.along(tf, x, HEADS, heads / own) : x;
  }

  private static Operand<TNumber> hide(LayerScope scope, Operand<TNumber> scores) {
    Ops tf = scope.tf();
    Optional<Operand<TNumber>> given = new Operands(scope).find(TBool.class, 4, "mask");
    List<Operand<TBool>> masks = given.map(mask -> Tensors.truth(tf, mask)).stream().toList();
    boolean isCausal = new Arguments(scope).flag(false, -1, "is_causal");
    Optional<Operand<TBool>> seen =
        new AttentionMask(isCausal, Optional.empty(), masks).of(tf, scores, 1);
    return seen.<Operand<TNumber>>map(
            mask -> tf.select(mask, scores, Tensors.scalar(tf, HIDDEN, scores)))
        .orElse(scores);
  }
}
