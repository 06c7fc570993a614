package io.sightline.examples.shapes;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The network: a 5×5 convolution with stride 2, three 3×3 convolutions that are each followed by a
 * 2×2 maximum, the average over what area is left, and one dense layer. Building it adds nothing to
 * the graph but what a prediction needs; the weights are for the caller to initialise or restore.
 */
final class ShapeNetwork {
  /** Height and width of the input, in pixels. */
  static final int SIDE = 64;

  private final Ops tf;
  private final List<Variable<TFloat32>> weights = new ArrayList<>();
  private final Placeholder<TFloat32> image;
  private final Operand<TFloat32> logits;
  private final Operand<TFloat32> scores;

  ShapeNetwork(Graph graph) {
    tf = Ops.create(graph);
    Shape inputShape = Shape.of(Shape.UNKNOWN_SIZE, SIDE, SIDE, 3);
    image = tf.withName("image").placeholder(TFloat32.class, Placeholder.shape(inputShape));
    Operand<TFloat32> features = rectify(convolution(image, "stage1", 5, 16, 2), "stage1");
    features = rectify(maximum(convolution(features, "stage2", 3, 32, 1)), "stage2");
    features = rectify(maximum(convolution(features, "stage3", 3, 48, 1)), "stage3");
    features = rectify(maximum(convolution(features, "stage4", 3, 64, 1)), "stage4");
    Operand<TFloat32> average = tf.math.mean(features, tf.constant(new int[] {1, 2}));
    logits = dense(average, "dense", ShapeClass.ALL.size());
    scores = tf.withName("scores").nn.softmax(logits);
  }

  /** {@code [batch, 64, 64, 3]}, RGB, {@code value / 127.5 - 1}, so from -1 to 1. */
  Placeholder<TFloat32> image() {
    return image;
  }

  /** {@code [batch, class]}, before the softmax. */
  Operand<TFloat32> logits() {
    return logits;
  }

  /** {@code [batch, class]}, probabilities: each from 0 to 1, each row summing to 1. */
  Operand<TFloat32> scores() {
    return scores;
  }

  /** All trained values; the biases are those of rank 1. */
  List<Variable<TFloat32>> weights() {
    return List.copyOf(weights);
  }

  long parameterCount() {
    return weights.stream().mapToLong(weight -> weight.shape().size()).sum();
  }

  private Operand<TFloat32> convolution(
      Operand<TFloat32> input, String name, long side, long channels, long stride) {
    Shape shape = Shape.of(side, side, channels(input), channels);
    Operand<TFloat32> kernel = weight(name + "_kernel", shape);
    return tf.nn.conv2d(input, kernel, List.of(1L, stride, stride, 1L), "SAME");
  }

  private Operand<TFloat32> maximum(Operand<TFloat32> input) {
    Operand<TInt32> window = tf.constant(new int[] {1, 2, 2, 1});
    return tf.nn.maxPool(input, window, window, "VALID");
  }

  /** Adds a bias and cuts off below 0: after the maximum, where it gives the same for less work. */
  private Operand<TFloat32> rectify(Operand<TFloat32> input, String name) {
    Operand<TFloat32> bias = weight(name + "_bias", Shape.of(channels(input)));
    return tf.nn.relu(tf.nn.biasAdd(input, bias));
  }

  private Operand<TFloat32> dense(Operand<TFloat32> input, String name, long outputs) {
    Operand<TFloat32> kernel = weight(name + "_kernel", Shape.of(channels(input), outputs));
    Operand<TFloat32> bias = weight(name + "_bias", Shape.of(outputs));
    return tf.nn.biasAdd(tf.linalg.matMul(input, kernel), bias);
  }

  private Variable<TFloat32> weight(String name, Shape shape) {
    Variable<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
    weights.add(variable);
    return variable;
  }

  /** The length of the last axis. */
  private static long channels(Operand<TFloat32> value) {
    return value.shape().get(-1);
  }
}
