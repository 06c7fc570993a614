package io.sightline.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static final Shape PICTURES = Shape.of(-1, 17, 11, 3);

  @Test
  void of_arrayChangedAfterwards_shapeUnchanged() {
    long[] lengths = {17, 11};
    Shape shape = Shape.of(lengths);

    lengths[0] = 0;
    shape.toArray()[1] = 0;

    assertThat(shape.toArray()).containsExactly(17, 11);
  }

  @Test
  void of_lengthBelowMinusOne_isRefusedWithAllLengths() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(3, -2))
        .withMessageContaining("[3, -2]");
  }

  @Test
  void of_noLengths_isScalar() {
    Shape scalar = Shape.of();

    assertThat(scalar.rank()).isZero();
    assertThat(scalar.elementCount()).isEqualTo(1);
    assertThat(scalar.isFullyKnown()).isTrue();
    assertThat(scalar).hasToString("[]");
  }

  @Test
  void length_everyAxis_countsFromBothEnds() {
    assertThat(PICTURES.length(0)).isEqualTo(Shape.UNKNOWN_LENGTH);
    assertThat(PICTURES.length(1)).isEqualTo(17);
    assertThat(PICTURES.length(-1)).isEqualTo(3);
    assertThat(PICTURES.length(-4)).isEqualTo(Shape.UNKNOWN_LENGTH);
  }

  @ParameterizedTest
  @CsvSource({"4", "-5"})
  void length_axisOutside_throws(int axis) {
    assertThatThrownBy(() -> PICTURES.length(axis)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void isFullyKnown_onlyWithoutUnknownLengths() {
    assertThat(Shape.of(0, 3).isFullyKnown()).isTrue();
    assertThat(PICTURES.isFullyKnown()).isFalse();
    assertThat(Shape.unknown().isFullyKnown()).isFalse();
  }

  @Test
  void elementCount_isTheProduct() {
    assertThat(Shape.of(17, 11, 3).elementCount()).isEqualTo(561);
    assertThat(Shape.of(17, 0, 3).elementCount()).isZero();
    assertThat(Shape.of(1L << 31, 1L << 31).elementCount()).isEqualTo(1L << 62);
  }

  @Test
  void elementCount_tooLarge_throwsRatherThanWraps() {
    Shape shape = Shape.of(1L << 32, 1L << 32);

    assertThatThrownBy(shape::elementCount).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void elementCount_unknownLength_saysWhichShape() {
    assertThatIllegalStateException()
        .isThrownBy(PICTURES::elementCount)
        .withMessageContaining("[?, 17, 11, 3]");
  }

  @Test
  void agreesWith_isAboutWhatBothKnow() {
    assertThat(PICTURES.agreesWith(Shape.of(5, 17, -1, 3))).isTrue();
    assertThat(PICTURES.agreesWith(Shape.of(5, 17, 12, 3))).isFalse();
    assertThat(PICTURES.agreesWith(Shape.of(17, 11, 3))).isFalse();
    assertThat(PICTURES.agreesWith(Shape.unknown())).isTrue();
    assertThat(Shape.unknown().agreesWith(Shape.of())).isTrue();
    assertThat(Shape.of(0).agreesWith(Shape.of(1))).isFalse();
  }

  @Test
  void prependAndDropFirst_undoEachOther() {
    Shape item = Shape.of(17, 11, 3);

    assertThat(item.prepend(-1)).isEqualTo(PICTURES);
    assertThat(PICTURES.dropFirst()).isEqualTo(item);
    assertThat(Shape.of(7).dropFirst()).isEqualTo(Shape.of());
  }

  @Test
  void prepend_lengthBelowMinusOne_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> PICTURES.prepend(-2));
  }

  @Test
  void dropFirst_scalar_isRefused() {
    assertThatIllegalStateException().isThrownBy(() -> Shape.of().dropFirst());
  }

  @Test
  void unknown_hasNeitherRankNorLengths() {
    Shape unknown = Shape.unknown();

    assertThat(unknown.hasKnownRank()).isFalse();
    assertThatIllegalStateException().isThrownBy(unknown::rank);
    assertThatIllegalStateException().isThrownBy(() -> unknown.length(0));
    assertThatIllegalStateException().isThrownBy(unknown::toArray);
    assertThatIllegalStateException().isThrownBy(unknown::elementCount);
    assertThatIllegalStateException().isThrownBy(() -> unknown.prepend(1));
    assertThatIllegalStateException().isThrownBy(unknown::dropFirst);
  }

  @Test
  void equals_comparesLengthsAndKnowledge() {
    assertThat(Shape.of(-1, 17, 11, 3)).isEqualTo(PICTURES).hasSameHashCodeAs(PICTURES);
    assertThat(PICTURES).isNotEqualTo(Shape.of(1, 17, 11, 3)).isNotEqualTo(Shape.unknown());
    assertThat(Shape.of()).isNotEqualTo(Shape.unknown());
    assertThat(Shape.unknown()).isEqualTo(Shape.unknown());
  }

  @Test
  void toString_showsUnknownAsQuestionMark() {
    assertThat(PICTURES).hasToString("[?, 17, 11, 3]");
    assertThat(Shape.unknown()).hasToString("unknown rank");
    assertThat(new TensorSpec("image", ElementType.UINT8, PICTURES))
        .hasToString("image: uint8 [?, 17, 11, 3]");
  }
}
