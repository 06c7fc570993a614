package io.sightline.examples.suppression;

import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.CombinedNonMaxSuppression;
import org.tensorflow.op.image.NonMaxSuppression;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** TensorFlow's kernels for suppression: NonMaxSuppressionV5 and CombinedNonMaxSuppression. */
final class TensorFlowSuppression implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Placeholder<TFloat32> boxes;
  private final Placeholder<TFloat32> scores;
  private final Placeholder<TInt32> limit;
  private final Placeholder<TInt32> perClass;
  private final Placeholder<TFloat32> threshold;
  private final Placeholder<TFloat32> minScore;
  private final Placeholder<TFloat32> sigma;
  private final NonMaxSuppression<TFloat32> suppression;
  private final CombinedNonMaxSuppression combined;
  private final Session session;

  TensorFlowSuppression() {
    Ops tf = Ops.create(graph);
    boxes = tf.placeholder(TFloat32.class);
    scores = tf.placeholder(TFloat32.class);
    limit = tf.placeholder(TInt32.class);
    perClass = tf.placeholder(TInt32.class);
    threshold = tf.placeholder(TFloat32.class);
    minScore = tf.placeholder(TFloat32.class);
    sigma = tf.placeholder(TFloat32.class);
    suppression = tf.image.nonMaxSuppression(boxes, scores, limit, threshold, minScore, sigma);
    combined =
        tf.image.combinedNonMaxSuppression(boxes, scores, perClass, limit, threshold, minScore);
    session = new Session(graph);
  }

  /** What NonMaxSuppressionV5 gave. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves these tests
  record Kept(int[] indices, float[] scores) {}

  /** What CombinedNonMaxSuppression gave for one picture, padded. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves these tests
  record Combined(float[] boxes, float[] scores, int[] classIds, int valid) {}

  Kept run(
      float[] boxValues,
      float[] scoreValues,
      int maxResults,
      float maxOverlap,
      float least,
      float softness) {
    int count = scoreValues.length;
    try (TFloat32 boxTensor = TFloat32.tensorOf(Shape.of(count, 4), DataBuffers.of(boxValues));
        TFloat32 scoreTensor = TFloat32.tensorOf(Shape.of(count), DataBuffers.of(scoreValues));
        TInt32 limitTensor = TInt32.scalarOf(maxResults);
        TFloat32 thresholdTensor = TFloat32.scalarOf(maxOverlap);
        TFloat32 leastTensor = TFloat32.scalarOf(least);
        TFloat32 sigmaTensor = TFloat32.scalarOf(softness);
        Result result =
            session
                .runner()
                .feed(boxes, boxTensor)
                .feed(scores, scoreTensor)
                .feed(limit, limitTensor)
                .feed(threshold, thresholdTensor)
                .feed(minScore, leastTensor)
                .feed(sigma, sigmaTensor)
                .fetch(suppression.selectedIndices())
                .fetch(suppression.selectedScores())
                .run()) {
      return new Kept(ints((TInt32) result.get(0)), floats((TFloat32) result.get(1)));
    }
  }

  Combined runCombined(
      float[] boxValues,
      float[] scoreValues,
      int classes,
      int maxPerClass,
      int maxResults,
      float maxOverlap,
      float least) {
    int count = scoreValues.length / classes;
    try (TFloat32 boxTensor =
            TFloat32.tensorOf(Shape.of(1, count, classes, 4), DataBuffers.of(boxValues));
        TFloat32 scoreTensor =
            TFloat32.tensorOf(Shape.of(1, count, classes), DataBuffers.of(scoreValues));
        TInt32 perClassTensor = TInt32.scalarOf(maxPerClass);
        TInt32 limitTensor = TInt32.scalarOf(maxResults);
        TFloat32 thresholdTensor = TFloat32.scalarOf(maxOverlap);
        TFloat32 leastTensor = TFloat32.scalarOf(least);
        Result result =
            session
                .runner()
                .feed(boxes, boxTensor)
                .feed(scores, scoreTensor)
                .feed(perClass, perClassTensor)
                .feed(limit, limitTensor)
                .feed(threshold, thresholdTensor)
                .feed(minScore, leastTensor)
                .fetch(combined.nmsedBoxes())
                .fetch(combined.nmsedScores())
                .fetch(combined.nmsedClasses())
                .fetch(combined.validDetections())
                .run()) {
      float[] classFloats = floats((TFloat32) result.get(2));
      int[] classIds = new int[classFloats.length];
      for (int i = 0; i < classIds.length; i++) {
        classIds[i] = (int) classFloats[i];
      }
      return new Combined(
          floats((TFloat32) result.get(0)),
          floats((TFloat32) result.get(1)),
          classIds,
          ints((TInt32) result.get(3))[0]);
    }
  }

  private static int[] ints(TInt32 tensor) {
    int[] values = new int[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values));
    return values;
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(values));
    return values;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
