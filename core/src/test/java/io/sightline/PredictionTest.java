package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.PredictionException;
import io.sightline.observe.Timings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTest {
  private static final Timings TIMINGS = Timings.of(Map.of("model", 5L));

  @Test
  void success_hasTheAnswerAlone() {
    Prediction<String, Integer> prediction = Prediction.success("cat", 7, TIMINGS);

    assertThat(prediction)
        .returns("cat", Prediction::input)
        .returns(true, Prediction::isSuccess)
        .returns(7, Prediction::orElseThrow)
        .returns(TIMINGS, Prediction::timings)
        .hasToString("cat: 7");
    assertThat(prediction.answer()).contains(7);
    assertThat(prediction.failure()).isEmpty();
  }

  @Test
  void failure_hasTheFailureAlone() {
    PredictionException failure = new PredictionException("too dark", "preprocess", "cat", null);

    Prediction<String, Integer> prediction = Prediction.failure("cat", failure, TIMINGS);

    assertThat(prediction)
        .returns("cat", Prediction::input)
        .returns(false, Prediction::isSuccess)
        .returns(TIMINGS, Prediction::timings)
        .hasToString("cat: too dark");
    assertThat(prediction.answer()).isEmpty();
    assertThat(prediction.failure()).containsSame(failure);
    assertThatThrownBy(prediction::orElseThrow).isSameAs(failure);
  }
}
