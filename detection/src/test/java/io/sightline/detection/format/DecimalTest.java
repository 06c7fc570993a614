package io.sightline.detection.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {
  /** Expected: {@code numpy.format_float_positional(x, unique=True, trim='0')} of NumPy 2. */
  @ParameterizedTest
  @CsvSource({
    "0.72f, 0.72",
    "12, 12.0",
    "0, 0.0",
    "-0f, -0.0",
    "0.1f, 0.1",
    "1e-5f, 0.00001",
    "123456792, 123456790.0",
    "1e10f, 10000000000.0",
    "0.33333334f, 0.33333334",
    "1.17549435E-38f, 0.000000000000000000000000000000000000011754944",
    "1.4E-45f, 0.000000000000000000000000000000000000000000001",
  })
  void text_isTheShortestThatReadsBack(String value, String text) {
    assertThat(Decimal.text(Float.parseFloat(value))).isEqualTo(text);
  }

  @Test
  void text_digitsTooManyInJava17_areDropped() {
    assertThat(Decimal.text(2e10f)).isEqualTo("20000000000.0");
    assertThat(Decimal.text(3.3554432E7f)).isEqualTo("33554432.0");
    assertThat(Decimal.text(8.41E21f)).isEqualTo("8410000000000000000000.0");
  }

  @Test
  void text_anyFloat_readsBack() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String text = Decimal.text(value);
        assertThat(Float.floatToIntBits(Float.parseFloat(text)))
            .isEqualTo(Float.floatToIntBits(value));
        assertThat(text).matches("-?\\d+\\.\\d+");
      }
    }
  }
}
