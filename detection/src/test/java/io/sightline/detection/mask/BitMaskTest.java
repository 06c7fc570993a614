package io.sightline.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.detection.box.PixelBox;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BitMaskTest {
  private static final Size SIZE = new Size(17, 11);

  private static byte[] random(Size size, Random random) {
    byte[] pixels = new byte[(int) size.pixels()];
    int share = random.nextInt(5);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextInt(4) < share ? 1 + random.nextInt(255) : 0);
    }
    return pixels;
  }

  @Test
  void masks_random_equalTheirPixels() {
    Random random = new Random(11);
    for (int i = 0; i < 500; i++) {
      Size size = new Size(1 + random.nextInt(150), 1 + random.nextInt(9));
      byte[] first = random(size, random);
      byte[] second = random(size, random);
      assertPixels(size, first, second);
    }
  }

  private static void assertPixels(Size size, byte[] first, byte[] second) {
    BitMask mask = BitMask.of(size, first);
    BitMask other = BitMask.of(size, second);
    long area = 0;
    long both = 0;
    long either = 0;
    float left = size.width();
    float top = size.height();
    float right = 0;
    float bottom = 0;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        boolean in = first[y * size.width() + x] != 0;
        boolean inOther = second[y * size.width() + x] != 0;
        assertThat(mask.get(x, y)).isEqualTo(in);
        assertThat(mask.union(other).get(x, y)).isEqualTo(in || inOther);
        assertThat(mask.intersection(other).get(x, y)).isEqualTo(in && inOther);
        area += in ? 1 : 0;
        both += in && inOther ? 1 : 0;
        either += in || inOther ? 1 : 0;
        left = in ? Math.min(left, x) : left;
        top = in ? Math.min(top, y) : top;
        right = in ? Math.max(right, x + 1) : right;
        bottom = in ? Math.max(bottom, y + 1) : bottom;
      }
    }
    assertThat(mask.area()).isEqualTo(area);
    assertThat(mask.iou(other)).isEqualTo(either == 0 ? 0 : (double) both / either);
    if (area == 0) {
      assertThat(mask.bounds()).isEmpty();
    } else {
      assertThat(mask.bounds()).contains(new PixelBox(left, top, right, bottom));
    }
  }

  @Test
  void get_beyondThePicture_isRefused() {
    BitMask mask = BitMask.of(SIZE, new byte[187]);

    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> mask.get(17, 0))
        .withMessage("There is no pixel 17, 0 in 17x11");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> mask.get(0, -1));
  }

  @Test
  void sizes_thatDoNotFit_areRefused() {
    BitMask mask = BitMask.of(SIZE, new byte[187]);
    BitMask turned = BitMask.of(SIZE.transposed(), new byte[187]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BitMask.of(SIZE, new byte[186]))
        .withMessage("A mask of 17x11 takes 187 values: got 186");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask.union(turned))
        .withMessage("Masks must have one size: expected 17x11, got 11x17");
    assertThatIllegalArgumentException().isThrownBy(() -> mask.intersection(turned));
    assertThatIllegalArgumentException().isThrownBy(() -> mask.iou(turned));
  }

  @Test
  void toImage_isWhiteOnBlack() {
    byte[] pixels = random(SIZE, new Random(3));

    DecodedImage image = BitMask.of(SIZE, pixels).toImage();

    assertThat(image.size()).isEqualTo(SIZE);
    assertThat(image.channels()).isEqualTo(1);
    for (int i = 0; i < pixels.length; i++) {
      assertThat(image.bytes().get(i)).isEqualTo((byte) (pixels[i] == 0 ? 0 : 255));
    }
  }

  @Test
  void equals_isBySizeAndPixels() {
    byte[] pixels = new byte[187];
    pixels[186] = -1;
    byte[] same = new byte[187];
    same[186] = 1;

    assertThat(BitMask.of(SIZE, pixels))
        .isEqualTo(BitMask.of(SIZE, same))
        .hasSameHashCodeAs(BitMask.of(SIZE, same))
        .isNotEqualTo(BitMask.of(SIZE, new byte[187]))
        .isNotEqualTo(BitMask.of(SIZE.transposed(), pixels))
        .hasToString("1 of 17x11 pixels");
  }
}
