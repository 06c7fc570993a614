package io.sightline.benchmarks.jmh;

import io.sightline.Predictor;
import io.sightline.Sample;
import io.sightline.benchmarks.workload.BareModel;
import io.sightline.benchmarks.workload.MeasuredModel;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
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
import org.tensorflow.types.TFloat32;

/**
 * One prediction of one item: with TensorFlow for Java alone, and with {@code predict}. For the
 * absolute times; JMH measures them one after the other, so that their ratio says what else the
 * machine did meanwhile. {@code OverheadComparison} is for the ratio.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
@State(Scope.Benchmark)
public class PredictOverhead {
  /** The model that is run. */
  @Param public MeasuredModel model = MeasuredModel.MOBILENET;

  private float[] pixels;
  private BareModel bare;
  private TFloat32 readyTensor;
  private Predictor<Sample, float[]> predictor;
  private Sample sample;

  /** Made by JMH. */
  public PredictOverhead() {}

  /**
   * Opens the model twice.
   *
   * @throws IOException if it cannot be read
   */
  @Setup
  public void open() throws IOException {
    pixels = model.pixels();
    bare = BareModel.open(model);
    readyTensor = bare.tensor(pixels);
    predictor = model.openPredictor();
    sample = Sample.of(model.input(), TensorValue.of(pixels, model.itemShape()));
  }

  /** Frees the models. */
  @TearDown
  public void close() {
    predictor.close();
    readyTensor.close();
    bare.close();
  }

  /**
   * TensorFlow alone: array to tensor, run, tensor to array.
   *
   * @return the scores
   */
  @Benchmark
  public float[] bare() {
    return bare.run(pixels);
  }

  /**
   * TensorFlow alone, always with the same tensor: a lower bound that no application reaches.
   *
   * @return the scores
   */
  @Benchmark
  public float[] bareWithReadyTensor() {
    return bare.run(readyTensor);
  }

  /**
   * A predictor whose steps do nothing.
   *
   * @return the scores
   */
  @Benchmark
  public float[] predict() {
    return predictor.predict(sample);
  }
}
