package io.sightline.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.detection.box.PixelBox;
import io.sightline.image.Size;
import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected texts, areas and boxes: pycocotools 2.0.11, {@code mask.encode} and {@code toBbox}. */
class CocoRleTest {
  private static BitMask mask(Size size, IntBinaryOperator pixel) {
    byte[] pixels = new byte[(int) size.pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) pixel.applyAsInt(i % size.width(), i / size.width());
    }
    return BitMask.of(size, pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 1",
    "1, 1, 1, 01",
    "3, 2, 101011, 0122",
    "3, 2, 000000, 6",
    "3, 2, 111111, 06",
  })
  void text_smallMasks_isThatOfPycocotools(int width, int height, String pixels, String text) {
    Size size = new Size(width, height);
    BitMask mask = mask(size, (x, y) -> pixels.charAt(y * width + x) - '0');

    assertThat(CocoRle.of(mask).text()).isEqualTo(text);
    assertThat(CocoRle.parse(size, text).toMask()).isEqualTo(mask);
  }

  @Test
  void text_manyRuns_isThatOfPycocotools() {
    CocoRle pattern =
        CocoRle.of(mask(new Size(17, 11), (x, y) -> (y * 7 + x * 13) % 5 < 2 ? 1 : 0));

    assertThat(pattern.text())
        .isEqualTo(
            "0120O010O00010O010O00010O010O00010O030M010O00010O010O00010O010O00010O010O00010O030M"
                + "010O00010O010O00010O010O00010O010O00010O030M010O00010O010O00010O010O");
    assertThat(pattern.area()).isEqualTo(75);
  }

  @Test
  void text_countsThatFallAndRise_isThatOfPycocotools() {
    BitMask disc =
        mask(new Size(17, 11), (x, y) -> (y - 5) * (y - 5) + (x - 8) * (x - 8) <= 16 ? 1 : 0);

    assertThat(CocoRle.of(disc)).hasToString("17x11 a1184M2O0O20N101N3LY1");
    assertThat(disc.area()).isEqualTo(49);
    assertThat(disc.bounds()).contains(new PixelBox(4, 1, 13, 10));
  }

  @Test
  void text_countsOfSeveralCharacters_isThatOfPycocotools() {
    BitMask disc =
        mask(
            new Size(640, 480),
            (x, y) -> (y - 200) * (y - 200) + (x - 300) * (x - 300) <= 150 * 150 ? 1 : 0);
    CocoRle runs = CocoRle.of(disc);

    assertThat(runs.text()).startsWith("X`V21^>R1XO>D:F:G8H8I6J6J6K4K6").hasSize(614);
    assertThat(runs.area()).isEqualTo(disc.area()).isEqualTo(70681);
    assertThat(disc.bounds()).contains(new PixelBox(150, 50, 451, 351));
    assertThat(CocoRle.parse(runs.size(), runs.text())).isEqualTo(runs);
  }

  @Test
  void masks_random_comeBack() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      Size size = new Size(1 + random.nextInt(40), 1 + random.nextInt(40));
      int share = random.nextInt(6);
      BitMask mask = mask(size, (x, y) -> random.nextInt(5) < share ? 1 : 0);
      CocoRle runs = CocoRle.of(mask);

      assertThat(runs.toMask()).isEqualTo(mask);
      assertThat(CocoRle.parse(size, runs.text())).isEqualTo(runs).hasSameHashCodeAs(runs);
      assertThat(CocoRle.of(size, runs.counts())).isEqualTo(runs);
      assertThat(runs.area()).isEqualTo(mask.area());
    }
  }

  @Test
  void of_counts_goColumnByColumn() {
    BitMask mask = CocoRle.of(new Size(3, 2), new int[] {1, 2, 3}).toMask();

    assertThat(mask).isEqualTo(mask(new Size(3, 2), (x, y) -> x + y == 1 ? 1 : 0));
  }

  @Test
  void of_countsThatDoNotFit_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CocoRle.of(new Size(3, 2), new int[] {1, 4}))
        .withMessage("The run lengths of 3x2 must add up to 6: got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CocoRle.of(new Size(3, 2), new int[] {7, -1}));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "0P", "P", "/", "p", "é", "oooooooooo0", "600J"})
  void parse_textThatIsNoneOfRunLengths_isRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CocoRle.parse(new Size(3, 2), text))
        .withMessageContaining("run length");
  }
}
