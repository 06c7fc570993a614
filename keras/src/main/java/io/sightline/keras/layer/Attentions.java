package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Operands;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.catalog.WeightLayouts;
import io.sightline.keras.function.AttentionMask;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.family.TNumber;

/**
 * Attention: of one head with the scores of Luong or Bahdanau, and of many heads ({@code
 * layers/attention} of Keras 3.15.1). Masks that layers hand on by themselves are not there, since
 * no layer that makes them is supported.
 */
final class Attentions implements LayerFamily {
  @Override
  public void addTo(Table table) {
    table.addAll("Attention", WeightLayouts::attention, Attentions::attention);
    table.addAll("AdditiveAttention", WeightLayouts::additiveAttention, Attentions::additive);
    table.addAll(
        "MultiHeadAttention", WeightLayouts::multiHeadAttention, MultiHeadAttention::build);
  }

  /** The tensors and arrays of the first argument, without masks. */
  private static List<Operand<TNumber>> inputs(LayerScope scope) {
    return new Operands(scope)
        .list(0, "inputs").stream()
            .map(tensor -> Tensors.cast(scope.tf(), tensor, scope.computeType()))
            .toList();
  }

  private static Operand<TNumber> key(List<Operand<TNumber>> inputs) {
    return inputs.get(inputs.size() > 2 ? 2 : 1);
  }

  private static List<Operand<?>> attention(LayerScope scope) {
    Ops tf = scope.tf();
    List<Operand<TNumber>> inputs = inputs(scope);
    if (scope.config().text("score_mode", "dot").equals("concat")) {
      Operand<TNumber> sums = sums(tf, inputs);
      Operand<TNumber> scaled =
          scope.hasWeight("scale") ? tf.math.mul(scope.weight("scale"), sums) : sums;
      Operand<TNumber> scores = tf.reduceSum(tf.math.tanh(scaled), tf.constant(-1));
      return weighted(scope, tf.math.mul(scope.weight("concat_score_weight"), scores));
    }
    Operand<TNumber> products =
        tf.linalg.einsum(List.of(inputs.get(0), key(inputs)), "btd,bsd->bts");
    return weighted(
        scope, scope.hasWeight("scale") ? tf.math.mul(products, scope.weight("scale")) : products);
  }

  private static List<Operand<?>> additive(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> bent = tf.math.tanh(sums(tf, inputs(scope)));
    Operand<TNumber> scaled =
        scope.hasWeight("scale") ? tf.math.mul(scope.weight("scale"), bent) : bent;
    return weighted(scope, tf.reduceSum(scaled, tf.constant(-1)));
  }

  /** Each query plus each key. */
  private static Operand<TNumber> sums(Ops tf, List<Operand<TNumber>> inputs) {
    return tf.math.add(
        tf.expandDims(inputs.get(0), tf.constant(2)), tf.expandDims(key(inputs), tf.constant(1)));
  }

  /** The values weighted by the softmax of the scores, and the weights if they are asked for. */
  private static List<Operand<?>> weighted(LayerScope scope, Operand<TNumber> scores) {
    Ops tf = scope.tf();
    Optional<Operand<TBool>> mask = AttentionMask.ofOne(scope).of(tf, scores, 1);
    Operand<TNumber> weights = tf.nn.softmax(AttentionMask.hide(tf, scores, mask));
    Operand<TNumber> value = inputs(scope).get(1);
    Operand<TNumber> result = tf.linalg.einsum(List.of(weights, value), "bts,bsd->btd");
    Optional<Operand<TBool>> queries =
        AttentionMask.ofQueries(scope).map(seen -> tf.expandDims(seen, tf.constant(-1)));
    return List.of(AttentionMask.clear(tf, result, queries), weights);
  }
}
