package io.sightline.keras.graph;

import io.sightline.keras.model.Weight;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The weights of a model as variables of its graph. Weights as constants would be folded and copied
 * by TensorFlow: measured with VGG16, 18 s and 9 GB to the first answer, 0.14 s and 2.4 GB with
 * variables. They are fed many at a time, since a run for each costs seconds on deep models.
 */
final class Variables {
  /** What is fed at a time, so that a second copy of a large model is never whole. */
  private static final long BATCH_BYTES = 256L << 20;

  private final Ops tf;
  private final IdentityHashMap<Weight, Operand<TFloat32>> values = new IdentityHashMap<>();
  private final List<Feed> feeds = new ArrayList<>();

  /** A weight, where it is fed, and what then keeps it. */
  private record Feed(Weight weight, Placeholder<TFloat32> source, Op assignment) {
    long bytes() {
      return weight.shape().elementCount() * Float.BYTES;
    }
  }

  Variables(Ops tf) {
    this.tf = tf;
  }

  /** The value of a weight in the graph. */
  Operand<TFloat32> value(Weight weight) {
    Operand<TFloat32> value = values.get(weight);
    if (value == null) {
      value = add(weight);
      values.put(weight, value);
    }
    return value;
  }

  private Operand<TFloat32> add(Weight weight) {
    Shape shape = Shape.of(weight.shape().toArray());
    VarHandleOp variable =
        tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("weight" + feeds.size()));
    Placeholder<TFloat32> source = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    feeds.add(new Feed(weight, source, tf.assignVariableOp(variable, source)));
    return tf.readVariableOp(variable, TFloat32.class);
  }

  /** Gives all variables their values. */
  void initialize(Session session) {
    int next = 0;
    while (next < feeds.size()) {
      int first = next;
      long bytes = 0;
      do {
        bytes += feeds.get(next).bytes();
        next++;
      } while (next < feeds.size() && bytes + feeds.get(next).bytes() <= BATCH_BYTES);
      run(session, feeds.subList(first, next));
    }
  }

  private static void run(Session session, List<Feed> batch) {
    List<TFloat32> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Feed feed : batch) {
        Shape shape = Shape.of(feed.weight().shape().toArray());
        TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(feed.weight().values().get()));
        tensors.add(tensor);
        runner.feed(feed.source().asOutput(), tensor).addTarget(feed.assignment());
      }
      runner.run().close();
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }
}
