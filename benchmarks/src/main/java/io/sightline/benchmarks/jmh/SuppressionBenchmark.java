package io.sightline.benchmarks.jmh;

import io.sightline.benchmarks.workload.BareSuppression;
import io.sightline.benchmarks.workload.MeasuredBoxes;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.nms.Survivors;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Hard suppression of 25,200 boxes of one class at an intersection over union of 0.5, without a
 * minimum score and without a maximum, ours and TensorFlow's own kernel called from Java. {@code
 * SuppressionComparison} compares the two turn by turn.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class SuppressionBenchmark {
  private static final float MAX_OVERLAP = 0.5f;

  private final NonMaxSuppression rule = NonMaxSuppression.hard(MAX_OVERLAP);

  /** How the boxes lie. */
  @Param({"CLUSTERED", "SPREAD"})
  public MeasuredBoxes data = MeasuredBoxes.CLUSTERED;

  private float[] boxes = {};
  private float[] scores = {};
  private int[] classIds = {};
  private BareSuppression bare;

  /** Made by JMH. */
  public SuppressionBenchmark() {}

  /** Makes the boxes, and checks that both ways keep the same. */
  @Setup
  public void makeBoxes() {
    boxes = data.boxes();
    scores = data.scores();
    classIds = new int[scores.length];
    bare = new BareSuppression(MAX_OVERLAP, scores.length);
    if (!Arrays.equals(sightline().indices(), tensorFlow())) {
      throw new IllegalStateException("Sightline and TensorFlow keep different boxes");
    }
  }

  /** Closes TensorFlow. */
  @TearDown
  public void close() {
    bare.close();
  }

  /**
   * This library.
   *
   * @return what is left
   */
  @Benchmark
  public Survivors sightline() {
    return rule.apply(boxes, scores, classIds);
  }

  /**
   * TensorFlow's kernel with its way in and out.
   *
   * @return the indices of what is left
   */
  @Benchmark
  public int[] tensorFlow() {
    return bare.run(boxes, scores);
  }
}
