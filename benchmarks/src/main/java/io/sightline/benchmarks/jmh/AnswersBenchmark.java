package io.sightline.benchmarks.jmh;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.image.Geometry;
import io.sightline.model.ModelDescription;
import io.sightline.observe.Timings;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.segmentation.ClassAxis;
import io.sightline.postprocess.segmentation.Segmentation;
import io.sightline.postprocess.segmentation.SegmentationMap;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** From a model's numbers to answers; {@code -prof gc} shows what they allocate. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class AnswersBenchmark {
  private static final int BATCH = 32;
  private static final int CLASSES = 1001;
  private static final int SIDE = 513;
  private static final int MAP_CLASSES = 21;

  private final ModelDescription classifier = model(Shape.of(-1, CLASSES));
  private final Labels labels =
      Labels.of(IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList());
  private final TopK topFive = TopK.of(5).labels(labels).bind(classifier);
  private final TopK topFiveOfLogits = TopK.of(5).labels(labels).softmax().bind(classifier);
  private final List<Outputs> scores = scores();

  private final Outputs pixelMajor = outputs(Shape.of(SIDE, SIDE, MAP_CLASSES));
  private final Outputs classMajor = outputs(Shape.of(MAP_CLASSES, SIDE, SIDE));
  private final ModelDescription segmenter = model(Shape.of(1, -1, -1, -1));
  private final Segmentation last =
      Segmentation.fromModel().classAxis(ClassAxis.LAST).bind(segmenter);
  private final Segmentation first =
      Segmentation.fromModel().classAxis(ClassAxis.FIRST).bind(segmenter);

  /** Made by JMH. */
  public AnswersBenchmark() {}

  private static ModelDescription model(Shape shape) {
    return ModelDescription.builder("model", "benchmark")
        .outputs(List.of(new TensorSpec("output", ElementType.FLOAT32, shape)))
        .build();
  }

  private static List<Outputs> scores() {
    List<Outputs> items = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      items.add(outputs(Shape.of(CLASSES)));
    }
    return items;
  }

  private static Outputs outputs(Shape shape) {
    Random random = new Random(1);
    return Outputs.of(
        Map.of(
            "output",
            TensorValue.writeFloats(
                shape,
                numbers -> {
                  for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = (float) random.nextGaussian();
                  }
                })));
  }

  /**
   * The best five of 1001 scores, of 32 pictures.
   *
   * @param consumer takes the results
   */
  @Benchmark
  public void topFiveOfBatch(Blackhole consumer) {
    for (Outputs item : scores) {
      consumer.consume(topFive.apply(item, new Context(classifier)));
    }
  }

  /**
   * The same of logits, with their softmax.
   *
   * @param consumer takes the results
   */
  @Benchmark
  public void topFiveOfBatchOfLogits(Blackhole consumer) {
    for (Outputs item : scores) {
      consumer.consume(topFiveOfLogits.apply(item, new Context(classifier)));
    }
  }

  /**
   * Scores of 21 classes for 513x513 pixels to class ids, classes last.
   *
   * @return the map
   */
  @Benchmark
  public SegmentationMap classIdsOfPixels() {
    return last.apply(pixelMajor, new Context(segmenter));
  }

  /**
   * The same, classes first.
   *
   * @return the map
   */
  @Benchmark
  public SegmentationMap classIdsOfPlanes() {
    return first.apply(classMajor, new Context(segmenter));
  }

  private record Context(ModelDescription model) implements PostprocessContext {
    @Override
    public Object input() {
      return "made before";
    }

    @Override
    public Optional<Geometry> geometry() {
      return Optional.empty();
    }

    @Override
    public Timings timings() {
      throw new UnsupportedOperationException("nothing was measured");
    }
  }
}
