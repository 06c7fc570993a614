package io.sightline.benchmarks.jmh;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.Detections;
import io.sightline.detection.ObjectDetection;
import io.sightline.detection.yolo.YoloContracts;
import io.sightline.detection.yolo.YoloUnit;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.observe.Timings;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * YOLOv8's output of [84, 8400] with 1000 candidates above the threshold, decoded, suppressed and
 * mapped to the picture.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class DetectionBenchmark {
  private static final int BOXES = 8400;
  private static final int CLASSES = 80;
  private static final int CANDIDATES = 1000;
  private static final int CLUSTER = 8;

  private final PostprocessContext context = new Letterbox();

  private ObjectDetection detection = ObjectDetection.of(YoloContracts.v8(YoloUnit.PIXELS));

  private Outputs outputs = Outputs.of(Map.of());

  /** Made by JMH. */
  public DetectionBenchmark() {}

  /** Makes clusters of candidates that overlap, and noise below the threshold around them. */
  @Setup
  public void makeOutputs() {
    Random random = new Random(1);
    float[] values = new float[(4 + CLASSES) * BOXES];
    for (int box = 0; box < BOXES; box++) {
      values[box] = 640 * random.nextFloat();
      values[BOXES + box] = 640 * random.nextFloat();
      values[2 * BOXES + box] = 20 + 100 * random.nextFloat();
      values[3 * BOXES + box] = 20 + 100 * random.nextFloat();
      for (int i = 4; i < 4 + CLASSES; i++) {
        values[i * BOXES + box] = 0.2f * random.nextFloat();
      }
    }
    for (int i = 0; i < CANDIDATES; i++) {
      int box = i * (BOXES / CANDIDATES);
      int leader = (i - i % CLUSTER) * (BOXES / CANDIDATES);
      for (int k = 0; k < 4; k++) {
        values[k * BOXES + box] = values[k * BOXES + leader] + random.nextFloat();
      }
      values[(4 + i / CLUSTER % CLASSES) * BOXES + box] = 0.3f + 0.6f * random.nextFloat();
    }
    TensorValue output = TensorValue.of(values, Shape.of(4 + CLASSES, BOXES));
    outputs = Outputs.of(Map.of("output_0", output));
    detection = detection.bind(context.model());
  }

  /**
   * All of the post-processing of one picture.
   *
   * @return the detections
   */
  @Benchmark
  public Detections yolo8() {
    return detection.apply(outputs, context);
  }

  /** A picture of 1280x720 that was letterboxed to 640x640. */
  private static final class Letterbox implements PostprocessContext {
    private final Geometry geometry =
        Geometry.of(new Size(1280, 720), Orientation.UPRIGHT)
            .resize(new Size(640, 360))
            .pad(0, 140, new Size(640, 640));
    private final ModelDescription model =
        ModelDescription.builder("yolo", "made by hand")
            .outputs(
                List.of(
                    new TensorSpec(
                        "output_0", ElementType.FLOAT32, Shape.of(1, 4 + CLASSES, BOXES))))
            .build();

    @Override
    public Object input() {
      return "noise";
    }

    @Override
    public Optional<Geometry> geometry() {
      return Optional.of(geometry);
    }

    @Override
    public Timings timings() {
      throw new UnsupportedOperationException("Nothing was measured");
    }

    @Override
    public ModelDescription model() {
      return model;
    }
  }
}
