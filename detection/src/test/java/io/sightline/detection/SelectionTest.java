package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.detection.nms.NonMaxSuppression;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Selection STANDARD = Selection.standard();

  @Test
  void setters_leaveTheOriginalAsItIs() {
    Selection changed = STANDARD.minScore(0.5f).deny("a");

    assertThat(STANDARD).hasToString("all that the contract keeps");
    assertThat(changed).hasToString("minimum score 0.5, without [a]");
    assertThat(changed.names()).containsExactly("a");
  }

  @Test
  void badValues_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.minScore(Float.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.minScore(3, Float.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.maxResults(0));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.allow(new int[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.deny(new String[0]));
  }

  @Test
  void anything_twice_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> STANDARD.minScore(0.5f).minScore(0.5f))
        .withMessage("minScore was set before, to 0.5");
    assertThatIllegalStateException()
        .isThrownBy(() -> STANDARD.minScore("a", 0.25f).minScore("a", 0.5f))
        .withMessage("minScore of a was set before, to 0.25");
    assertThatIllegalStateException()
        .isThrownBy(() -> STANDARD.maxResults(3).maxResults(4))
        .withMessage("maxResults was set before, to 3");
    assertThatIllegalStateException().isThrownBy(() -> STANDARD.allow(1).allow("a"));
    assertThatIllegalStateException().isThrownBy(() -> STANDARD.deny(1).deny(2));
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                STANDARD
                    .suppression(NonMaxSuppression.hard(0.5))
                    .suppression(NonMaxSuppression.hard(0.6)))
        .withMessageContaining("0.5");
  }
}
