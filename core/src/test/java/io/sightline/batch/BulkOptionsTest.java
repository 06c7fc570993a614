package io.sightline.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkOptionsTest {
  @Test
  void standard_nothingSaid_isAsDocumented() {
    assertThat(BulkOptions.standard().window()).isEmpty();
    assertThat(BulkOptions.standard().isOrdered()).isTrue();
    assertThat(BulkOptions.standard().progressListener()).isEmpty();
  }

  @Test
  void settings_together_keepEachOther() {
    Consumer<Progress> listener = progress -> {};

    BulkOptions options = BulkOptions.standard().window(5).onProgress(listener).unordered();

    assertThat(options.window()).hasValue(5);
    assertThat(options.isOrdered()).isFalse();
    assertThat(options.progressListener()).containsSame(listener);
    assertThat(BulkOptions.standard().isOrdered()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void window_lessThanOne_isRefused(int window) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkOptions.standard().window(window))
        .withMessage("window must be at least 1, got " + window);
  }

  @Test
  void window_oneAndTheLargest_areTaken() {
    assertThat(BulkOptions.standard().window(1).window()).hasValue(1);
    assertThat(BulkOptions.standard().window(Integer.MAX_VALUE).window())
        .hasValue(Integer.MAX_VALUE);
  }

  @Test
  void onProgress_null_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> BulkOptions.standard().onProgress(null))
        .withMessage("listener");
  }
}
