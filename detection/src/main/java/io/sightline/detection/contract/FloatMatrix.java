package io.sightline.detection.contract;

import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.util.Objects;

/**
 * A view of a model's numbers as rows and columns. Transposing and cutting copy nothing, so that a
 * tensor need not be rearranged to be read: YOLO's {@code [84, 8400]} is
 *
 * <pre>{@code
 * FloatMatrix rows = FloatMatrix.of(outputs.only()).transposed(); // 8400 boxes of 84 numbers
 * FloatMatrix boxes = rows.columns(0, 4);
 * FloatMatrix classScores = rows.columns(4, 84);
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class FloatMatrix {
  private final float[] values;
  private final int offset;
  private final int rows;
  private final int columns;
  private final int rowStride;
  private final int columnStride;

  private FloatMatrix(
      float[] values, int offset, int rows, int columns, int rowStride, int columnStride) {
    this.values = values;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
    this.rowStride = rowStride;
    this.columnStride = columnStride;
  }

  /**
   * The numbers of a tensor.
   *
   * @param tensor float32 or a 16-bit floating-point type, {@code [rows, columns]}, or with axes of
   *     length 1 in front; its elements are copied once
   * @return the matrix
   * @throws IllegalArgumentException if the tensor has another shape
   * @throws IllegalStateException if its elements are of another type
   */
  public static FloatMatrix of(TensorValue tensor) {
    Shape shape = tensor.shape();
    boolean isMatrix = shape.rank() >= 2;
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      isMatrix &= shape.length(axis) == 1;
    }
    if (!isMatrix) {
      throw new IllegalArgumentException(
          "A matrix takes a tensor of [rows, columns], or with axes of 1 in front: got " + tensor);
    }
    int columns = Math.toIntExact(shape.length(-1));
    return new FloatMatrix(
        tensor.floats(), 0, Math.toIntExact(shape.length(-2)), columns, columns, 1);
  }

  /**
   * Numbers made by hand.
   *
   * @param values row by row; copied
   * @param columns the numbers in a row, at least 1
   * @return the matrix
   * @throws IllegalArgumentException if the last row is not full, or a row has no numbers
   */
  public static FloatMatrix of(float[] values, int columns) {
    return owning(values.clone(), columns);
  }

  /** Keeps the array. */
  static FloatMatrix owning(float[] values, int columns) {
    if (columns < 1 || values.length % columns != 0) {
      throw new IllegalArgumentException(
          "Rows must be full: got %s values for rows of %s".formatted(values.length, columns));
    }
    return new FloatMatrix(values, 0, values.length / columns, columns, columns, 1);
  }

  /**
   * Rows and columns exchanged.
   *
   * @return a view
   */
  public FloatMatrix transposed() {
    return new FloatMatrix(values, offset, columns, rows, columnStride, rowStride);
  }

  /**
   * Some of the columns.
   *
   * @param from the first
   * @param to the first that is no longer part of it
   * @return a view
   * @throws IndexOutOfBoundsException if there are no such columns
   */
  public FloatMatrix columns(int from, int to) {
    Objects.checkFromToIndex(from, to, columns);
    return new FloatMatrix(
        values, offset + from * columnStride, rows, to - from, rowStride, columnStride);
  }

  /**
   * Every so many columns, such as the x of points that are written as x, y, score.
   *
   * @param from the first
   * @param to the first that is no longer part of it
   * @param step how many columns each takes, at least 1
   * @return a view of the columns from, from + step, ... below to
   * @throws IndexOutOfBoundsException if there are no such columns
   * @throws IllegalArgumentException if the step is below 1
   */
  public FloatMatrix columns(int from, int to, int step) {
    Objects.checkFromToIndex(from, to, columns);
    if (step < 1) {
      throw new IllegalArgumentException("A step must be at least 1: got " + step);
    }
    int count = (to - from + step - 1) / step;
    return new FloatMatrix(
        values, offset + from * columnStride, rows, count, rowStride, step * columnStride);
  }

  /**
   * The first rows, such as those that a model says are valid.
   *
   * @param count how many
   * @return a view
   * @throws IndexOutOfBoundsException if there are not as many
   */
  public FloatMatrix firstRows(int count) {
    Objects.checkFromToIndex(0, count, rows);
    return new FloatMatrix(values, offset, count, columns, rowStride, columnStride);
  }

  /**
   * How many rows.
   *
   * @return 0 or more
   */
  public int rows() {
    return rows;
  }

  /**
   * How many columns.
   *
   * @return 0 or more
   */
  public int columns() {
    return columns;
  }

  /**
   * Whether the numbers of a column lie closer to each other than those of a row, so that column by
   * column is the quick way to read all.
   *
   * @return true after {@link #transposed()} of a tensor
   */
  public boolean isColumnMajor() {
    return rowStride < columnStride;
  }

  /**
   * One number. The position is not checked beyond what the array does.
   *
   * @param row the row, from 0
   * @param column the column, from 0
   * @return the number
   */
  public float get(int row, int column) {
    return values[offset + row * rowStride + column * columnStride];
  }

  /**
   * The largest number.
   *
   * @return minus infinity if there is none; NaN is passed over
   */
  public float largest() {
    boolean byColumn = isColumnMajor();
    int lines = byColumn ? columns : rows;
    int length = byColumn ? rows : columns;
    int step = byColumn ? rowStride : columnStride;
    int lineStep = byColumn ? columnStride : rowStride;
    float largest = Float.NEGATIVE_INFINITY;
    for (int line = 0; line < lines; line++) {
      int at = offset + line * lineStep;
      for (int i = 0; i < length; i++, at += step) {
        largest = values[at] > largest ? values[at] : largest;
      }
    }
    return largest;
  }

  /**
   * The numbers of one row.
   *
   * @param row the row, from 0
   * @return a new array
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public float[] row(int row) {
    Objects.checkIndex(row, rows);
    float[] copy = new float[columns];
    for (int column = 0; column < columns; column++) {
      copy[column] = get(row, column);
    }
    return copy;
  }

  /**
   * The numbers of one column.
   *
   * @param column the column, from 0
   * @return a new array
   * @throws IndexOutOfBoundsException if there is no such column
   */
  public float[] column(int column) {
    Objects.checkIndex(column, columns);
    float[] copy = new float[rows];
    for (int row = 0; row < rows; row++) {
      copy[row] = get(row, column);
    }
    return copy;
  }

  /** Returns the size, as in {@code 8400 rows of 84}. */
  @Override
  public String toString() {
    return rows + " rows of " + columns;
  }
}
