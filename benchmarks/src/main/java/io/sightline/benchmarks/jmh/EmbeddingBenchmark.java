package io.sightline.benchmarks.jmh;

import io.sightline.postprocess.embedding.EmbeddingIndex;
import io.sightline.postprocess.embedding.EmbeddingVector;
import io.sightline.postprocess.embedding.Metric;
import io.sightline.postprocess.embedding.Neighbor;
import java.util.List;
import java.util.Random;
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
import org.openjdk.jmh.annotations.Warmup;

/** The ten nearest of 5,000 vectors of 1,280 dimensions. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class EmbeddingBenchmark {
  private static final int VECTORS = 5_000;
  private static final int DIMENSIONS = 1_280;

  private final Random random = new Random(1);

  /** What near means. */
  @Param public Metric metric = Metric.COSINE;

  private EmbeddingVector query = EmbeddingVector.of(0);
  private EmbeddingIndex index = EmbeddingIndex.builder().build();

  /** Made by JMH. */
  public EmbeddingBenchmark() {}

  /** Makes the vectors. */
  @Setup
  public void makeIndex() {
    EmbeddingIndex.Builder builder = EmbeddingIndex.builder();
    for (int i = 0; i < VECTORS; i++) {
      builder.add("vector " + i, vector());
    }
    index = builder.build();
    query = vector();
  }

  private EmbeddingVector vector() {
    float[] elements = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      elements[i] = (float) random.nextGaussian();
    }
    return EmbeddingVector.of(elements);
  }

  /**
   * One query, on one thread.
   *
   * @return the nearest
   */
  @Benchmark
  public List<Neighbor> nearest() {
    return index.nearest(query, 10, metric);
  }
}
