package io.sightline.examples.superres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.DecodedImage;
import io.sightline.image.ImageSource;
import io.sightline.image.Size;
import io.sightline.testing.TestData;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuperResolutionTest {
  /** Brought back to its size, the larger picture is the old one, but for some levels. */
  @ParameterizedTest
  @CsvSource({"ESPCN_x2.pb, 2", "FSRCNN-small_x2.pb, 2", "FSRCNN_x3.pb, 3"})
  void enlarge_realModel_keepsThePicture(String model, int factor) {
    Path file = TestData.model("tf1_superres/" + model);
    DecodedImage small = pattern(new Size(51, 34));

    DecodedImage enlarged;
    try (SuperResolution enlarger = SuperResolution.open(file)) {
      enlarged = enlarger.enlarge(ImageSource.of(small, "pattern"));
    }

    assertThat(enlarged.size()).isEqualTo(new Size(51 * factor, 34 * factor));
    assertThat(enlarged.channels()).isEqualTo(3);
    assertThat(meanDifference(small, enlarged, factor)).isLessThan(4);
  }

  /** Slow waves of other periods in each channel. */
  private static DecodedImage pattern(Size size) {
    return DecodedImage.write8Bit(
        size,
        3,
        out -> {
          for (int i = 0; i < out.length; i++) {
            int x = i / 3 % size.width();
            int y = i / 3 / size.width();
            out[i] = (byte) (128 + 90 * Math.sin(x / (5.0 + i % 3) + y / 9.0));
          }
        });
  }

  private static double meanDifference(DecodedImage small, DecodedImage enlarged, int factor) {
    ByteBuffer expected = small.bytes();
    ByteBuffer found = enlarged.bytes();
    Size size = small.size();
    double sum = 0;
    for (int i = 0; i < expected.remaining(); i++) {
      int x = i / 3 % size.width();
      int y = i / 3 / size.width();
      double mean = 0;
      for (int part = 0; part < factor * factor; part++) {
        int row = y * factor + part / factor;
        int column = x * factor + part % factor;
        mean += found.get((row * enlarged.size().width() + column) * 3 + i % 3) & 0xff;
      }
      sum += Math.abs((expected.get(i) & 0xff) - mean / (factor * factor));
    }
    return sum / expected.remaining();
  }
}
