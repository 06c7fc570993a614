package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.Prediction;
import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.testing.TestData;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A long list of pictures, one in a hundred broken, costs those and no memory. */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class ManyPicturesSoakTest {
  private static final int PICTURES = 20_000;
  private static final int BROKEN_EACH = 100;
  private static final int REPORT_EACH = 1_000;
  private static final int WAYS = 10;

  @TempDir Path directory;

  @BeforeAll
  static void requireSmallHeap() {
    assumeTrue(
        Runtime.getRuntime().maxMemory() <= 512L << 20,
        "Skipped: needs a heap of at most 512 MB, -Dsightline.testHeap=512m");
  }

  /**
   * A Java heap becomes resident page by page, by more than what the test looks for, and at another
   * pace in each run: only where all of it was there from the start is growth that of the library.
   */
  private static void requireHeapThatIsResident() {
    assumeTrue(
        ManagementFactory.getRuntimeMXBean().getInputArguments().contains("-XX:+AlwaysPreTouch")
            && Runtime.getRuntime().totalMemory() >= Runtime.getRuntime().maxMemory() * 9 / 10,
        "Order and failures are as expected; memory is not compared: needs"
            + " JAVA_TOOL_OPTIONS='-Xms512m -XX:+AlwaysPreTouch'");
  }

  private static boolean isBroken(int number) {
    return number % BROKEN_EACH == 37;
  }

  private static Predictor<ImageSource, Classification> predictor() {
    return Predictor.builder()
        .model(TestData.shapesModel())
        .preprocess(
            new FailingWhereTold(
                ImagePreprocessor.builder()
                    .resize(Resize.pillow(PillowFilter.BILINEAR))
                    .normalize(Normalization.MINUS_ONE_TO_ONE)
                    .build()))
        .postprocess(TopK.of(1))
        .build();
  }

  /** Some pictures are fine, but the step of the user is not. */
  private record FailingWhereTold(Preprocessor<ImageSource> step)
      implements Preprocessor<ImageSource> {
    @Override
    public Sample apply(ImageSource source, PreprocessContext context) throws Exception {
      if (source.name().endsWith("asserts")) {
        throw new AssertionError("a step that asserts");
      }
      if (source.name().endsWith("overflows")) {
        throw new StackOverflowError("a step that calls itself");
      }
      return step.apply(source, context);
    }

    @Override
    public Preprocessor<ImageSource> bind(ModelDescription model) {
      return new FailingWhereTold(step.bind(model));
    }
  }

  @Test
  void predictAll_twentyThousandPictures_losesOnlyTheBrokenAndNoMemory() throws IOException {
    List<Long> megabytes = new ArrayList<>();
    List<Long> heap = new ArrayList<>();
    List<Integer> failed = new ArrayList<>();
    int taken = 0;
    try (Predictor<ImageSource, Classification> predictor = predictor();
        Stream<Prediction<ImageSource, Classification>> results =
            predictor.predictAll(IntStream.range(0, PICTURES).mapToObj(this::picture))) {
      Iterator<Prediction<ImageSource, Classification>> each = results.iterator();
      while (each.hasNext()) {
        Prediction<ImageSource, Classification> result = each.next();
        assertThat(result.input().toString()).contains(name(taken));
        if (!result.isSuccess()) {
          failed.add(taken);
        }
        taken++;
        if (taken % REPORT_EACH == 0) {
          megabytes.add(residentMegabytes());
          heap.add(Runtime.getRuntime().totalMemory() >> 20);
        }
      }
    }
    System.out.println("Resident MB after each " + REPORT_EACH + " pictures: " + megabytes);
    System.out.println("Heap MB, committed, at the same points: " + heap);

    assertThat(taken).isEqualTo(PICTURES);
    assertThat(failed)
        .isEqualTo(
            IntStream.range(0, PICTURES).filter(ManyPicturesSoakTest::isBroken).boxed().toList());
    requireHeapThatIsResident();
    assertThat(megabytes.get(megabytes.size() - 1) - megabytes.get(0)).isLessThan(64);
  }

  private static String name(int number) {
    return "picture-%05d".formatted(number);
  }

  private ImageSource picture(int number) {
    try {
      Random random = new Random(number);
      byte[] good = encoded(random, number % 2 == 0 ? "png" : "jpg");
      return isBroken(number) ? broken(number, random) : ImageSource.of(good, name(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(Random random, String format) throws IOException {
    int width = 16 + random.nextInt(96);
    int height = 16 + random.nextInt(96);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(random.nextInt(1 << 24)));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(random.nextInt(1 << 24)));
    graphics.fillOval(random.nextInt(width / 2), random.nextInt(height / 2), width / 2, height / 2);
    graphics.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** A picture that is broken in one of ten ways. */
  private ImageSource broken(int number, Random random) throws IOException {
    byte[] png = encoded(random, "png");
    byte[] jpeg = encoded(random, "jpg");
    byte[] noise = new byte[500];
    random.nextBytes(noise);
    String name = name(number);
    return switch (number / BROKEN_EACH % WAYS) {
      case 0 -> ImageSource.of(new byte[0], name + "-empty");
      case 1 -> ImageSource.of(noise, name + "-noise");
      case 2 -> ImageSource.of("not found".getBytes(StandardCharsets.UTF_8), name + "-text");
      case 3 -> ImageSource.of(Arrays.copyOf(jpeg, 40), name + "-cut-header");
      case 4 -> ImageSource.of(Arrays.copyOf(png, png.length / 2), name + "-cut-pixels");
      case 5 -> ImageSource.of(withDamage(png), name + "-damaged");
      case 6 -> ImageSource.of(oversized(png), name + "-oversized");
      case 7 -> ImageSource.of(directory.resolve(name + "-missing"));
      case 8 -> ImageSource.of(png, name + "-asserts");
      default -> ImageSource.of(png, name + "-overflows");
    };
  }

  private static byte[] withDamage(byte[] png) {
    byte[] damaged = png.clone();
    Arrays.fill(damaged, 45, Math.min(png.length - 12, 90), (byte) 0x5a);
    return damaged;
  }

  /** A header that promises 100,000 by 100,000 pixels. */
  private static byte[] oversized(byte[] png) {
    ByteBuffer changed = ByteBuffer.wrap(png.clone());
    changed.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 checksum = new CRC32();
    checksum.update(changed.array(), 12, 17);
    changed.putInt(29, (int) checksum.getValue());
    return changed.array();
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
