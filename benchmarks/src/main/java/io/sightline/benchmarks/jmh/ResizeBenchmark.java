package io.sightline.benchmarks.jmh;

import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.benchmarks.workload.ReadyPicture;
import io.sightline.image.ImageSource;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.OpenCvInterpolation;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.preprocess.resize.TensorFlowMethod;
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

/**
 * A decoded RGB picture to a normalised float tensor of 224x224. Decoding is not in it: the decoder
 * hands out a picture that was made before. The file pillow_resize.py beside the launcher measures
 * the first rule in Python.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class ResizeBenchmark {
  private static final String ONE_PROCESSOR = "-XX:ActiveProcessorCount=1";

  private final ImageSource source = ImageSource.of(new byte[] {0}, "decoded before");

  /** The size of the picture. */
  @Param({"1920x1080", "4000x3000"})
  public String size = "";

  /** Whose rule. */
  @Param({"pillow bilinear", "opencv area", "tensorflow bilinear"})
  public String rule = "";

  private ImagePreprocessor preprocessor = ImagePreprocessor.wholeImage();

  /** Made by JMH. */
  public ResizeBenchmark() {}

  /** Makes the picture and the steps. */
  @Setup
  public void makeSteps() {
    Resize resize =
        switch (rule) {
          case "pillow bilinear" -> Resize.pillow(PillowFilter.BILINEAR);
          case "opencv area" -> Resize.openCv(OpenCvInterpolation.AREA);
          default -> Resize.tensorFlow(TensorFlowMethod.BILINEAR);
        };
    preprocessor =
        ImagePreprocessor.builder()
            .decoder(ReadyPicture.noise(size))
            .resize(224, 224, resize)
            .normalize(Normalization.MINUS_ONE_TO_ONE)
            .build();
  }

  /**
   * Resize, normalise, lay out, on all cores.
   *
   * @return the sample
   */
  @Benchmark
  public Sample tensor() {
    return preprocessor.apply(source, PreprocessContext.standalone());
  }

  /**
   * The same without help from other cores.
   *
   * @return the sample
   */
  @Benchmark
  @Fork(value = 2, jvmArgsAppend = ONE_PROCESSOR)
  public Sample tensorOnOneCore() {
    return tensor();
  }
}
