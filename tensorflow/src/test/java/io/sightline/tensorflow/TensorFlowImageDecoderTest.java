package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ImageDecodeException;
import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFlowImageDecoderTest {
  private static final DecodeOptions PILLOW = DecodeOptions.standard();
  private static final DecodeOptions TENSORFLOW = PILLOW.convention(DecodeConvention.TENSORFLOW);

  private final TensorFlowImageDecoder decoder = new TensorFlowImageDecoder();

  /** A file of 17x11 pixels. */
  static byte[] noise(String format) {
    return encode(format, noise(BufferedImage.TYPE_INT_RGB));
  }

  private static BufferedImage noise(int type) {
    Random random = new Random(4);
    BufferedImage image = new BufferedImage(17, 11, type);
    for (int i = 0; i < 17 * 11; i++) {
      image.setRGB(i % 17, i / 17, random.nextInt());
    }
    return image;
  }

  private static byte[] encode(String format, BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new AssertionError("No writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private DecodedImage decode(byte[] content, DecodeOptions options) {
    return decoder.decode(ByteBuffer.wrap(content).asReadOnlyBuffer(), "test", options);
  }

  @Test
  void service_isFoundBeforeTheDecodersInJava() {
    assertThat(ServiceLoader.load(io.sightline.image.ImageDecoder.class))
        .anySatisfy(
            found -> {
              assertThat(found).isInstanceOf(TensorFlowImageDecoder.class);
              assertThat(found.priority()).isPositive();
            });
  }

  @Test
  void claims_convention_decidesOnTheFormatsBesideJpeg() {
    ByteBuffer jpeg = ByteBuffer.wrap(noise("jpg"));
    ByteBuffer png = ByteBuffer.wrap(noise("png"));

    assertThat(decoder.claims(jpeg, PILLOW)).isTrue();
    assertThat(decoder.claims(jpeg, TENSORFLOW)).isTrue();
    assertThat(decoder.claims(png, PILLOW)).isFalse();
    assertThat(decoder.claims(png, TENSORFLOW)).isTrue();
    assertThat(decoder.claims(ByteBuffer.wrap(new byte[] {'R', 'I', 'F', 'F'}), TENSORFLOW))
        .isFalse();
  }

  @Test
  void decode_gray_keepsOneChannelAsPillowDoes() {
    byte[] file = encode("jpg", noise(BufferedImage.TYPE_BYTE_GRAY));

    assertThat(decode(file, PILLOW).channels()).isEqualTo(1);
    assertThat(decode(file, TENSORFLOW).channels()).isEqualTo(3);
  }

  @Test
  void decode_jpeg_hasTheTransformOfTheConvention() {
    DecodedImage accurate = decode(noise("jpg"), PILLOW);
    DecodedImage fast = decode(noise("jpg"), TENSORFLOW);

    assertThat(accurate.size()).isEqualTo(new Size(17, 11));
    assertThat(accurate.bytes()).isNotEqualTo(fast.bytes());
    assertThat(decode(noise("jpg"), PILLOW.convention(DecodeConvention.OPENCV)).bytes())
        .isEqualTo(accurate.bytes());
    for (int i = 0; i < 17 * 11 * 3; i++) {
      assertThat((accurate.bytes().get(i) & 0xff) - (fast.bytes().get(i) & 0xff))
          .isBetween(-12, 12);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif"})
  void decode_losslessFormats_giveThePixelsOfTensorFlow(String format) throws IOException {
    byte[] file = noise(format);
    BufferedImage expected = ImageIO.read(new ByteArrayInputStream(file));

    DecodedImage decoded = decode(file, TENSORFLOW);

    for (int i = 0; i < 17 * 11; i++) {
      int rgb = expected.getRGB(i % 17, i / 17);
      assertThat(decoded.bytes().get(3 * i)).isEqualTo((byte) (rgb >> 16));
      assertThat(decoded.bytes().get(3 * i + 1)).isEqualTo((byte) (rgb >> 8));
      assertThat(decoded.bytes().get(3 * i + 2)).isEqualTo((byte) rgb);
    }
    assertThatThrownBy(() -> decode(file, TENSORFLOW.maxPixels(17 * 11 - 1)))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void decode_gifOfManyFrames_countsThemAll() {
    byte[] gif = noise("gif");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    int palette = 3 << ((gif[10] & 7) + 1);
    byte[] frames = Arrays.copyOfRange(gif, 13 + palette, gif.length - 1);
    file.write(gif, 0, 13 + palette);
    Collections.nCopies(5, frames).forEach(file::writeBytes);
    file.write(0x3b);

    assertThat(decode(file.toByteArray(), TENSORFLOW).size()).isEqualTo(new Size(17, 11));
    assertThatThrownBy(() -> decode(file.toByteArray(), TENSORFLOW.maxPixels(17 * 11 * 4)))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("too large");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp", "gif"})
  void decode_cut_isRefused(String format) {
    byte[] whole = noise(format);

    for (int length = 16; length < whole.length - 4; length += 7) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(cut, TENSORFLOW))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(ImageDecodeException.class)
          .hasMessageContaining("The picture test");
    }
  }

  @Test
  void decode_endMarkerMissing_isReadIfTruncatedFilesAreAllowed() {
    byte[] whole = noise("jpg");
    byte[] cut = Arrays.copyOf(whole, whole.length - 2);

    assertThatThrownBy(() -> decode(cut, PILLOW))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("the file ends early, after " + cut.length + " bytes");
    assertThat(decode(cut, PILLOW.allowTruncated(true)).bytes())
        .isEqualTo(decode(whole, PILLOW).bytes());
  }

  @Test
  void decode_otherFormatInAnotherConvention_isRefused() {
    assertThatThrownBy(() -> decode(noise("png"), PILLOW))
        .isInstanceOf(ImageDecodeException.class)
        .hasMessageContaining("TENSORFLOW");
  }

  @Test
  void claims_pngThatShallStayDeep_isLeftToOthers() {
    ByteBuffer png = ByteBuffer.wrap(noise("png"));

    assertThat(decoder.claims(png, TENSORFLOW)).isTrue();
    assertThat(decoder.claims(png, TENSORFLOW.keep16Bit(true))).isFalse();
  }
}
