package io.sightline.examples.shapes;

import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.initializers.He;
import org.tensorflow.framework.initializers.VarianceScaling.Distribution;
import org.tensorflow.framework.losses.CategoricalCrossentropy;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/**
 * The network with what training adds: initial weights, a loss and an optimiser. Not thread-safe;
 * whoever creates it closes it.
 */
final class TrainingGraph implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final ShapeNetwork network;
  private final Placeholder<TFloat32> targets;
  private final Operand<TFloat32> loss;
  private final Op minimize;

  TrainingGraph(float learningRate, long seed) {
    Ops tf = Ops.create(graph);
    network = new ShapeNetwork(graph);
    initialize(tf.withInitScope(), network.weights(), seed);
    targets = tf.placeholder(TFloat32.class, Placeholder.shape(network.logits().shape()));
    loss = new CategoricalCrossentropy(true).call(tf, targets, network.logits());
    minimize = new Adam(graph, learningRate).minimize(loss);
    session = new Session(graph, true);
  }

  /** Replaces all values, the optimiser's among them, by those of a checkpoint. */
  void restore(Path checkpoint) {
    session.restore(checkpoint.toString());
  }

  /** Writes all values, the optimiser's among them, to files that start with this path. */
  void save(Path checkpoint) {
    session.save(checkpoint.toString());
  }

  /**
   * Learns from one batch.
   *
   * @param accuracy counts how the network judged the batch before learning from it
   * @return the mean loss before learning
   */
  float step(Batch batch, Accuracy accuracy) {
    try (TFloat32 images = batch.images();
        TFloat32 labels = batch.targets();
        Result result =
            session
                .runner()
                .feed(network.image(), images)
                .feed(targets, labels)
                .fetch(loss)
                .fetch(network.logits())
                .addTarget(minimize)
                .run()) {
      accuracy.add(batch, (TFloat32) result.get(1));
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /** Closes the session first: a graph waits for the sessions on it. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private static void initialize(Ops tf, List<Variable<TFloat32>> weights, long seed) {
    for (int i = 0; i < weights.size(); i++) {
      Variable<TFloat32> weight = weights.get(i);
      Shape shape = weight.shape();
      boolean isBias = shape.numDimensions() == 1;
      Operand<TFloat32> value =
          isBias
              ? tf.zeros(tf.constant(shape.asArray()), TFloat32.class)
              : new He<TFloat32>(Distribution.TRUNCATED_NORMAL, seed + i)
                  .call(tf, tf.constant(shape.asArray()), TFloat32.class);
      tf.assign(weight, value);
    }
  }
}
