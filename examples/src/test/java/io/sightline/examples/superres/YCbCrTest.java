package io.sightline.examples.superres;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class YCbCrTest {
  /** Every colour once, in order. */
  private static final DecodedImage COLORS =
      DecodedImage.write8Bit(
          new Size(4096, 4096),
          3,
          out -> {
            for (int i = 0; i < out.length; i += 3) {
              int color = i / 3;
              out[i] = (byte) (color >> 16);
              out[i + 1] = (byte) (color >> 8);
              out[i + 2] = (byte) color;
            }
          });

  /** CRC-32 of Pillow 12.3's Image.convert("YCbCr") of the same picture. */
  @Test
  void ofRgb_allColors_equalsPillow() {
    assertThat(checksum(YCbCr.ofRgb(COLORS))).isEqualTo(0x2326d7a4L);
  }

  /** CRC-32 of Pillow 12.3's Image.convert("RGB") of the same samples, taken as YCbCr. */
  @Test
  void toRgb_allColors_equalsPillow() {
    assertThat(checksum(YCbCr.toRgb(COLORS))).isEqualTo(0xe177541fL);
  }

  private static long checksum(DecodedImage picture) {
    CRC32 checksum = new CRC32();
    checksum.update(picture.bytes());
    return checksum.getValue();
  }
}
