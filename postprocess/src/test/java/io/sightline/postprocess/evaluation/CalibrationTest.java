package io.sightline.postprocess.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
  private static Calibration of(int bins, float... confidences) {
    return Calibration.of(confidences, new boolean[confidences.length], bins);
  }

  /** The loop of the reference code of Guo et al., in double precision; 0 goes into bin 0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 10, 15})
  void expectedError_randomAnswers_isThatOfAPlainReference(int bins) {
    Random random = new Random(23);
    for (int round = 0; round < 200; round++) {
      int answers = 1 + random.nextInt(50);
      float[] confidences = new float[answers];
      boolean[] correct = new boolean[answers];
      for (int i = 0; i < answers; i++) {
        confidences[i] = random.nextBoolean() ? random.nextFloat() : random.nextInt(31) / 30f;
        correct[i] = random.nextBoolean();
      }
      double expected = 0;
      for (int bin = 0; bin < bins; bin++) {
        double count = 0;
        double sum = 0;
        double right = 0;
        for (int i = 0; i < answers; i++) {
          boolean above = confidences[i] > (double) bin / bins || (bin == 0 && confidences[i] == 0);
          if (above && confidences[i] <= (bin + 1.0) / bins) {
            count++;
            sum += confidences[i];
            right += correct[i] ? 1 : 0;
          }
        }
        expected += count == 0 ? 0 : count / answers * Math.abs(right / count - sum / count);
      }

      Calibration calibration = Calibration.of(confidences, correct, bins);

      assertThat(calibration.count()).isEqualTo(answers);
      assertThat(calibration.expectedError().orElseThrow()).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void bins_boundsAreOpenBelowAndClosedAbove() {
    Calibration calibration = of(4, 0f, 0.25f, Math.nextUp(0.25f), 0.5f, 1f, Float.MIN_VALUE);

    assertThat(calibration.bins())
        .extracting(Calibration.Bin::count)
        .containsExactly(3L, 2L, 0L, 1L);
    assertThat(calibration.bins().get(1).above()).isEqualTo(0.25);
    assertThat(calibration.bins().get(1).upTo()).isEqualTo(0.5);
  }

  @Test
  void bins_haveAccuracyAndConfidence() {
    Calibration calibration =
        Calibration.of(new float[] {0.75f, 1}, new boolean[] {true, false}, 2);

    assertThat(calibration.bins().get(0).accuracy()).isEmpty();
    assertThat(calibration.bins().get(0).meanConfidence()).isEmpty();
    assertThat(calibration.bins().get(1).accuracy()).hasValue(0.5);
    assertThat(calibration.bins().get(1).meanConfidence()).hasValue(0.875);
    assertThat(calibration.expectedError()).hasValue(0.375);
    assertThat(calibration).hasToString("expected calibration error 0.3750 (2 bins)");
  }

  @Test
  void of_nothing_isUndefined() {
    assertThat(of(15).expectedError()).isEmpty();
    assertThat(of(15)).hasToString("expected calibration error undefined (15 bins)");
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.001f, 1.001f, Float.NaN, Float.POSITIVE_INFINITY})
  void of_noProbability_isRefused(float confidence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> of(15, 0.5f, confidence))
        .withMessageContaining("got " + confidence + " at 1");
  }

  @Test
  void of_badArguments_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(0, 0.5f));
    assertThatIllegalArgumentException().isThrownBy(() -> of(10_001, 0.5f));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Calibration.of(new float[2], new boolean[3], 15));
  }

  @Test
  void equals_comparesTheBins() {
    assertThat(of(3, 0.5f)).isEqualTo(of(3, 0.5f)).hasSameHashCodeAs(of(3, 0.5f));
    assertThat(of(3, 0.5f)).isNotEqualTo(of(3, 0.6f));
  }
}
