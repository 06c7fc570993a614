package io.sightline.benchmarks.workload;

import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.tensor.Shape;
import java.nio.file.Path;
import java.util.Random;

/**
 * The models that predictions are measured with; each has one input of float32 and one output of
 * float32.
 */
public enum MeasuredModel {
  /** MobileNetV1 0.25 for 224x224, a frozen graph: the smallest model that people really use. */
  MOBILENET("input", "MobilenetV1/Predictions/Reshape_1", 224) {
    @Override
    public Path path() {
      return directory("sightline.testdata")
          .resolve("testdata")
          .resolve("tf1_mobilenet_v1_0.25_224")
          .resolve("mobilenet_v1_0.25_224_frozen.pb");
    }
  },

  /** The bundled classifier for 64x64, a SavedModel: so small that fixed costs show. */
  SHAPES("image", "scores", 64) {
    @Override
    public Path path() {
      return directory("sightline.home").resolve("examples").resolve("models").resolve("shapes");
    }
  };

  private final String input;
  private final String output;
  private final int side;

  MeasuredModel(String input, String output, int side) {
    this.input = input;
    this.output = output;
    this.side = side;
  }

  /**
   * Where it lies.
   *
   * @return the file or directory
   * @throws IllegalStateException if the launcher did not say where the project and its test data
   *     are
   */
  public abstract Path path();

  private static Path directory(String property) {
    String value = System.getProperty(property);
    if (value == null) {
      throw new IllegalStateException(
          "-D" + property + " is not set: start this with benchmarks/run, which sets it");
    }
    return Path.of(value);
  }

  /**
   * The name of its input.
   *
   * @return the name
   */
  public String input() {
    return input;
  }

  /**
   * The name of its output.
   *
   * @return the name
   */
  public String output() {
    return output;
  }

  /**
   * The shape of one item of its input.
   *
   * @return {@code [height, width, channel]}
   */
  public Shape itemShape() {
    return Shape.of(side, side, 3);
  }

  /**
   * One item of seeded noise: values do not matter.
   *
   * @return {@code [height, width, channel]}, -1 to 1
   */
  public float[] pixels() {
    Random random = new Random(20240607);
    float[] pixels = new float[(int) itemShape().elementCount()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 2 * random.nextFloat() - 1;
    }
    return pixels;
  }

  /**
   * A predictor with nothing around the model: samples come ready, the answer is the elements.
   *
   * @return the predictor; the caller closes it
   */
  public Predictor<Sample, float[]> openPredictor() {
    return Predictor.builder()
        .model(path())
        .preprocess((Sample sample, PreprocessContext context) -> sample)
        .postprocess((outputs, context) -> outputs.floats(output))
        .build();
  }
}
