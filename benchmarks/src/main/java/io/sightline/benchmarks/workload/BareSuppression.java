package io.sightline.benchmarks.workload;

import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.NonMaxSuppression;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** TensorFlow's own kernel, NonMaxSuppressionV5, used through TensorFlow for Java alone. */
public final class BareSuppression implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> boxes;
  private final Placeholder<TFloat32> scores;
  private final NonMaxSuppression<TFloat32> suppression;

  /**
   * Makes the graph and its session.
   *
   * @param maxOverlap the intersection over union that two kept boxes may have
   * @param maxResults how many boxes may be kept
   */
  public BareSuppression(float maxOverlap, int maxResults) {
    Ops tf = Ops.create(graph);
    boxes = tf.placeholder(TFloat32.class);
    scores = tf.placeholder(TFloat32.class);
    Operand<TInt32> limit = tf.constant(maxResults);
    suppression =
        tf.image.nonMaxSuppression(
            boxes,
            scores,
            limit,
            tf.constant(maxOverlap),
            tf.constant(Float.NEGATIVE_INFINITY),
            tf.constant(0f));
    session = new Session(graph);
  }

  /**
   * Suppresses boxes: arrays to tensors, run, tensor to array, all closed.
   *
   * @param boxValues four coordinates per box
   * @param scoreValues a score per box
   * @return the indices of the kept boxes
   */
  public int[] run(float[] boxValues, float[] scoreValues) {
    Shape boxShape = Shape.of(scoreValues.length, 4);
    Shape scoreShape = Shape.of(scoreValues.length);
    try (TFloat32 boxTensor = TFloat32.tensorOf(boxShape, DataBuffers.of(boxValues));
        TFloat32 scoreTensor = TFloat32.tensorOf(scoreShape, DataBuffers.of(scoreValues));
        Result result =
            session
                .runner()
                .feed(boxes, boxTensor)
                .feed(scores, scoreTensor)
                .fetch(suppression.selectedIndices())
                .run()) {
      TInt32 indices = (TInt32) result.get(0);
      int[] kept = new int[(int) indices.size()];
      indices.copyTo(DataBuffers.of(kept));
      return kept;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
