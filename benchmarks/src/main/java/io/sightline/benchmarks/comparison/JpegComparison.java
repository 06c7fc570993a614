package io.sightline.benchmarks.comparison;

import io.sightline.PreprocessContext;
import io.sightline.benchmarks.workload.ReadyPicture;
import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageSource;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.tensorflow.TensorFlowImageDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a JPEG file of 1920x1080 costs on its way to a normalised tensor of 224x224, beyond the
 * decoder and the resize. Each turn does the three things once, in an order drawn anew, and takes
 * the ratio within the turn, so that what else the machine does falls on all of them.
 */
public final class JpegComparison {
  private static final int WARM_UP_TURNS = 200;

  private final ImageDecoder decoder = new TensorFlowImageDecoder();
  private final ImageSource file;
  private final ImagePreprocessor whole;
  private final ImagePreprocessor resizeOnly;
  private final ByteBuffer content;
  private @Nullable Object result;

  private JpegComparison(Path path) {
    file = ImageSource.of(path);
    content = file.content();
    DecodedImage decoded = decoder.decode(content, "picture", DecodeOptions.standard());
    whole = MobileNetSteps.with(decoder);
    resizeOnly = MobileNetSteps.with(new ReadyPicture(decoded));
  }

  /**
   * Prints medians and the ratio.
   *
   * @param arguments the number of turns, by default 1000
   * @throws IOException if the picture cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    int turns = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
    Path path = Files.createTempFile("benchmark", ".jpg");
    try {
      JpegPicture.write(path, 1920, 1080, 20240607);
      new JpegComparison(path).run(turns);
    } finally {
      Files.delete(path);
    }
  }

  private void run(int turns) {
    List<Runnable> ways =
        List.of(
            () -> result = whole.apply(file, PreprocessContext.standalone()),
            () -> result = decoder.decode(content, "picture", DecodeOptions.standard()),
            () -> result = resizeOnly.apply(file, PreprocessContext.standalone()));
    double[][] millis = new double[ways.size()][turns];
    double[] ratios = new double[turns];
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    Random random = new Random(1);
    for (int turn = -WARM_UP_TURNS; turn < turns; turn++) {
      Collections.shuffle(order, random);
      for (int way : order) {
        long start = System.nanoTime();
        ways.get(way).run();
        millis[way][Math.max(turn, 0)] = (System.nanoTime() - start) / 1e6;
      }
      int last = Math.max(turn, 0);
      ratios[last] = millis[0][last] / (millis[1][last] + millis[2][last]);
    }
    System.out.printf(
        Locale.ROOT,
        "JPEG 1920x1080 to tensor, ms: file to tensor %.2f, decoder %.2f, resize and normalise %.2f;"
            + " file to tensor / (decoder + resize) %.3f%n",
        Medians.of(millis[0]),
        Medians.of(millis[1]),
        Medians.of(millis[2]),
        Medians.of(ratios));
  }
}
