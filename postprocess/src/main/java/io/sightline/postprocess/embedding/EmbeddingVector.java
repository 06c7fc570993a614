package io.sightline.postprocess.embedding;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A vector that stands for a picture: those of pictures that look alike lie close together.
 *
 * <pre>{@code
 * double likeness = first.cosineSimilarity(second);
 * }</pre>
 *
 * <p>It has one finite float32 for each of at least one dimension. Sums are made in double
 * precision. Immutable and safe for use by several threads.
 */
public final class EmbeddingVector {
  private static final int SHOWN = 3;

  private final float[] elements;

  private EmbeddingVector(float[] elements) {
    this.elements = elements;
  }

  /**
   * A vector that was made elsewhere.
   *
   * @param elements one number for each dimension; copied
   * @return the vector
   * @throws IllegalArgumentException if there are none, or one is NaN or infinite
   */
  public static EmbeddingVector of(float... elements) {
    if (elements.length == 0) {
      throw new IllegalArgumentException("A vector needs at least one number: got none");
    }
    for (int i = 0; i < elements.length; i++) {
      if (!Float.isFinite(elements[i])) {
        throw new IllegalArgumentException(
            "A vector needs finite numbers: got %s at index %s".formatted(elements[i], i));
      }
    }
    return new EmbeddingVector(elements.clone());
  }

  /**
   * The number of dimensions.
   *
   * @return at least 1
   */
  public int dimensions() {
    return elements.length;
  }

  /**
   * The numbers.
   *
   * @return a new array
   */
  public float[] floats() {
    return elements.clone();
  }

  /** The array itself, for this package to read. */
  float[] elements() {
    return elements;
  }

  /**
   * The length of the vector.
   *
   * @return the square root of the sum of the squares, finite; 0 only for the zero vector
   */
  public double norm() {
    return VectorKernel.norm(elements, 0, elements.length);
  }

  /**
   * The vector of length 1 in the same direction (L2 normalisation), rounded to float32.
   *
   * @return the vector; the zero vector, which has no direction, as it is, like {@code
   *     tf.math.l2_normalize} leaves it
   */
  public EmbeddingVector normalized() {
    double norm = norm();
    if (norm == 0) {
      return this;
    }
    float[] scaled = new float[elements.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (elements[i] / norm);
    }
    return new EmbeddingVector(scaled);
  }

  /**
   * The sum of the products with the other vector's numbers.
   *
   * @param other a vector of as many dimensions
   * @return the dot product
   * @throws IllegalArgumentException if the other has more or fewer dimensions
   */
  public double dot(EmbeddingVector other) {
    requireSameDimensions(other);
    return VectorKernel.dot(elements, 0, other.elements, 0, elements.length);
  }

  /**
   * The cosine of the angle to the other vector; lengths do not matter.
   *
   * @param other a vector of as many dimensions
   * @return from -1, opposite, to 1, the same direction; 0 if one of the two is the zero vector, as
   *     in scikit-learn's {@code cosine_similarity}
   * @throws IllegalArgumentException if the other has more or fewer dimensions
   */
  public double cosineSimilarity(EmbeddingVector other) {
    return VectorKernel.cosine(dot(other), norm(), other.norm());
  }

  /**
   * The Euclidean distance to the other vector.
   *
   * @param other a vector of as many dimensions
   * @return at least 0, which only equal vectors have
   * @throws IllegalArgumentException if the other has more or fewer dimensions
   */
  public double euclideanDistance(EmbeddingVector other) {
    requireSameDimensions(other);
    return Math.sqrt(VectorKernel.squaredDistance(elements, 0, other.elements, 0, elements.length));
  }

  private void requireSameDimensions(EmbeddingVector other) {
    if (other.elements.length != elements.length) {
      throw new IllegalArgumentException(
          "Vectors can only be compared if both have as many dimensions: got %s and %s"
              .formatted(elements.length, other.elements.length));
    }
  }

  /** Whether the other is a vector of the same numbers, bit for bit: -0.0 is not 0.0. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EmbeddingVector that && Arrays.equals(elements, that.elements);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(elements);
  }

  /**
   * Returns the dimensions and the first numbers, as in {@code 1280 floats: 0.1, 0.2, 0.3, ...}.
   */
  @Override
  public String toString() {
    return "%s floats: %s%s"
        .formatted(
            elements.length,
            IntStream.range(0, Math.min(SHOWN, elements.length))
                .mapToObj(i -> Float.toString(elements[i]))
                .collect(Collectors.joining(", ")),
            elements.length > SHOWN ? ", ..." : "");
  }
}
