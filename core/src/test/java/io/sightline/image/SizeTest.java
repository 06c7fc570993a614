package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeTest {
  @ParameterizedTest
  @CsvSource({"0, 11", "17, 0", "-17, 11", "17, -2147483648"})
  void size_sideBelowOne_isRefusedWithBoth(int width, int height) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Size(width, height))
        .withMessageContaining(width + "x" + height);
  }

  @Test
  void pixels_largestSides_doNotWrap() {
    assertThat(new Size(Integer.MAX_VALUE, Integer.MAX_VALUE).pixels())
        .isEqualTo(4611686014132420609L);
  }

  @Test
  void transposed_exchangesTheSides() {
    assertThat(new Size(17, 11).transposed()).isEqualTo(new Size(11, 17));
  }

  @Test
  void toString_isWidthByHeight() {
    assertThat(new Size(17, 11)).hasToString("17x11");
  }
}
