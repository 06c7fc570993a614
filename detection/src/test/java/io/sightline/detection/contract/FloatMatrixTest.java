package io.sightline.detection.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import org.junit.jupiter.api.Test;

class FloatMatrixTest {
  private static final FloatMatrix MATRIX =
      FloatMatrix.of(TensorValue.of(new float[] {1, 2, 3, 4, 5, 6}, Shape.of(1, 2, 3)));

  @Test
  void of_tensorWithAxesOfOne_hasRowsAndColumns() {
    assertThat(MATRIX.rows()).isEqualTo(2);
    assertThat(MATRIX.columns()).isEqualTo(3);
    assertThat(MATRIX.row(1)).containsExactly(4, 5, 6);
    assertThat(MATRIX.column(2)).containsExactly(3, 6);
    assertThat(MATRIX).hasToString("2 rows of 3");
  }

  @Test
  void transposed_cut_readsTheSameNumbers() {
    FloatMatrix transposed = MATRIX.transposed();

    assertThat(transposed.isColumnMajor()).isTrue();
    assertThat(MATRIX.isColumnMajor()).isFalse();
    assertThat(transposed.row(1)).containsExactly(2, 5);
    assertThat(transposed.columns(1, 2).column(0)).containsExactly(4, 5, 6);
    assertThat(transposed.firstRows(1).row(0)).containsExactly(1, 4);
    assertThat(MATRIX.columns(1, 3).transposed().row(1)).containsExactly(3, 6);
  }

  @Test
  void columns_withStep_takesEverySo() {
    FloatMatrix row = FloatMatrix.of(new float[] {0, 1, 2, 3, 4, 5, 6}, 7);

    assertThat(row.columns(1, 7, 3).row(0)).containsExactly(1, 4);
    assertThat(row.columns(0, 7, 3).row(0)).containsExactly(0, 3, 6);
    assertThat(row.columns(2, 2, 3).columns()).isZero();
  }

  @Test
  void of_array_isCopied() {
    float[] values = {1, 2};
    FloatMatrix matrix = FloatMatrix.of(values, 2);
    values[0] = 9;

    assertThat(matrix.get(0, 0)).isEqualTo(1);
  }

  @Test
  void of_otherShapes_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> FloatMatrix.of(TensorValue.of(new float[] {1, 2, 3, 4}, Shape.of(2, 2, 1))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FloatMatrix.of(TensorValue.of(new float[] {1}, Shape.of(1))));
    assertThatIllegalArgumentException().isThrownBy(() -> FloatMatrix.of(new float[3], 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> MATRIX.columns(1, 4));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> MATRIX.firstRows(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> MATRIX.row(2));
    assertThatIllegalArgumentException().isThrownBy(() -> MATRIX.columns(0, 3, 0));
  }

  @Test
  void largest_ofAView_isThatOfItsNumbers() {
    FloatMatrix all = FloatMatrix.of(new float[] {9, 1, Float.NaN, 7, 8, -3, 2, 5}, 4);

    assertThat(all.largest()).isEqualTo(9);
    assertThat(all.columns(1, 3).largest()).isEqualTo(2);
    assertThat(all.transposed().columns(1, 2).largest()).isEqualTo(8);
    assertThat(all.columns(1, 4, 2).transposed().largest()).isEqualTo(7);
    assertThat(all.columns(2, 2).largest()).isEqualTo(Float.NEGATIVE_INFINITY);
  }
}
