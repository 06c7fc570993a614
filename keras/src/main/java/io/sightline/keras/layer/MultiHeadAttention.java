package io.sightline.keras.layer;

import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.function.AttentionMask;
import io.sightline.keras.function.Einsum;
import io.sightline.keras.model.LayerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Attention of many heads (MultiHeadAttention of Keras 3.15.1). */
final class MultiHeadAttention {
  private static final int MOST_AXES = 5;
  private static final int SOFTMAX_CLEARS = 3;

  private final LayerScope scope;
  private final Ops tf;

  private MultiHeadAttention(LayerScope scope) {
    this.scope = scope;
    this.tf = scope.tf();
  }

  static List<Operand<?>> build(LayerScope scope) {
    return new MultiHeadAttention(scope).build();
  }

  private List<Operand<?>> build() {
    LayerConfig config = scope.config();
    Arguments arguments = new Arguments(scope);
    Operand<TNumber> query = tensor(arguments, 0, "query");
    Operand<TNumber> value = tensor(arguments, 1, "value");
    Operand<TNumber> key =
        arguments.find(2, "key").isPresent() ? tensor(arguments, 2, "key") : value;
    Operand<TNumber> queries = project(query, "query");
    Operand<TNumber> scale = Tensors.scalar(tf, 1 / Math.sqrt(config.integer("key_dim")), queries);
    int rank = Tensors.rank(queries);
    int[] axes = attentionAxes(rank);
    String[] equations = equations(rank, axes);
    Operand<TNumber> scores =
        tf.linalg.einsum(List.of(project(key, "key"), tf.math.mul(queries, scale)), equations[0]);
    Operand<TNumber> weights = softmax(scores, axes.length);
    Operand<TNumber> heads =
        tf.linalg.einsum(List.of(weights, project(value, "value")), equations[1]);
    return List.of(output(config.flag("use_gate", false) ? gated(heads, query) : heads), weights);
  }

  private Operand<TNumber> gated(Operand<TNumber> heads, Operand<TNumber> query) {
    return tf.math.mul(heads, tf.math.sigmoid(project(query, "gate")));
  }

  private Operand<TNumber> tensor(Arguments arguments, int position, String name) {
    Operand<?> tensor =
        arguments
            .tensor(position, name)
            .orElseThrow(() -> new IllegalArgumentException("a tensor as its " + name));
    return Tensors.cast(tf, tensor, scope.computeType());
  }

  /** {@code [..., inputs]} times {@code [inputs, heads, length]}, as one product of matrices. */
  private Operand<TNumber> project(Operand<TNumber> x, String role) {
    Operand<TNumber> kernel = scope.weight(role + "/kernel");
    long[] lengths = kernel.shape().asArray();
    Operand<TNumber> flat =
        tf.reshape(kernel, tf.constant(new long[] {lengths[0], lengths[1] * lengths[2]}));
    List<Operand<TInt32>> shape = new ArrayList<>(new Lengths(tf, x).all());
    shape.remove(shape.size() - 1);
    shape.add(tf.constant(Math.toIntExact(lengths[1])));
    shape.add(tf.constant(Math.toIntExact(lengths[2])));
    return biased(Lengths.reshape(tf, Denses.multiply(tf, x, flat), shape), role);
  }

  /** {@code [..., heads, length]} times {@code [heads, length, outputs...]}. */
  private Operand<TNumber> output(Operand<TNumber> heads) {
    String role = "attention_output";
    Operand<TNumber> kernel = scope.weight(role + "/kernel");
    String outputs = "uvwxyz".substring(0, Tensors.rank(kernel) - 2);
    return biased(
        Einsum.of(tf, "...gh,gh%s->...%s".formatted(outputs, outputs), List.of(heads, kernel)),
        role);
  }

  private Operand<TNumber> biased(Operand<TNumber> x, String role) {
    return scope.hasWeight(role + "/bias") ? tf.math.add(x, scope.weight(role + "/bias")) : x;
  }

  /** The axes that are attended to: all but batch, heads and length if nothing is said. */
  private int[] attentionAxes(int rank) {
    return scope.config().has("attention_axes")
        ? Arrays.stream(scope.config().integers("attention_axes"))
            .map(axis -> Tensors.axis(axis, rank - 1))
            .toArray()
        : IntStream.range(1, rank - 2).toArray();
  }

  /** The scores of keys and queries, and the values by weights. */
  private static String[] equations(int rank, int... axes) {
    List<Integer> attended = Arrays.stream(axes).boxed().toList();
    StringBuilder target = new StringBuilder();
    StringBuilder source = new StringBuilder();
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < rank; i++) {
      char name = (char) ('a' + i);
      target.append(name);
      source.append(attended.contains(i) ? (char) ('a' + rank + attended.indexOf(i)) : name);
      if (!attended.contains(i) && i != rank - 1) {
        batch.append(name);
      }
    }
    for (int axis : axes) {
      batch.append(target.charAt(axis));
    }
    for (int axis : axes) {
      batch.append(source.charAt(axis));
    }
    return new String[] {
      "%s,%s->%s".formatted(source, target, batch), "%s,%s->%s".formatted(batch, source, target)
    };
  }

  /** The weights of the keys, which are along the last axes. */
  private Operand<TNumber> softmax(Operand<TNumber> scores, int keyAxes) {
    Optional<Operand<TBool>> mask = AttentionMask.ofHeads(scope).of(tf, scores, keyAxes);
    Operand<TNumber> weights = softmaxOfLast(AttentionMask.hide(tf, scores, mask), keyAxes);
    return clearsHidden(Tensors.rank(scores)) ? AttentionMask.clear(tf, weights, mask) : weights;
  }

  /**
   * Whether a query that sees no key gets nothing, not the mean of all. In Keras 3.15.1 that is the
   * difference between its Softmax and the function {@code dot_product_attention}.
   */
  private boolean clearsHidden(int rank) {
    boolean isFunction =
        rank == 4
            && scope.config().number("dropout", 0) == 0
            && !new Arguments(scope).flag(false, 7, "return_attention_scores");
    return scope.version().generation() >= SOFTMAX_CLEARS && !isFunction;
  }

  /** As if the last axes were one. TensorFlow's kernel with oneDNN knows no more than five axes. */
  private Operand<TNumber> softmaxOfLast(Operand<TNumber> scores, int keyAxes) {
    if (keyAxes == 1 && Tensors.rank(scores) <= MOST_AXES) {
      return tf.nn.softmax(scores);
    }
    List<Operand<TInt32>> lengths = new Lengths(tf, scores).all();
    Operand<TInt32> keys =
        lengths.subList(lengths.size() - keyAxes, lengths.size()).stream()
            .reduce((a, b) -> tf.math.mul(a, b))
            .orElseThrow();
    Operand<TNumber> rows = Lengths.reshape(tf, scores, List.of(tf.constant(-1), keys));
    return Lengths.reshape(tf, tf.nn.softmax(rows), lengths);
  }
}
