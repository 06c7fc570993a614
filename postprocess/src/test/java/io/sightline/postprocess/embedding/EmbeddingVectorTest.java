package io.sightline.postprocess.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EmbeddingVectorTest {
  @Test
  void sums_equalAPlainReference() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      int dimensions = 1 + random.nextInt(round < 250 ? 13 : 1300);
      float[] a = floats(random, dimensions);
      float[] b = floats(random, dimensions);
      double dot = 0;
      double aSquares = 0;
      double bSquares = 0;
      double distances = 0;
      for (int i = 0; i < dimensions; i++) {
        dot += (double) a[i] * b[i];
        aSquares += (double) a[i] * a[i];
        bSquares += (double) b[i] * b[i];
        distances += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
      }
      EmbeddingVector first = EmbeddingVector.of(a);
      EmbeddingVector second = EmbeddingVector.of(b);
      double norms = Math.sqrt(aSquares) * Math.sqrt(bSquares);

      assertThat(first.dot(second)).isCloseTo(dot, within(1e-12 * norms));
      assertThat(first.norm()).isCloseTo(Math.sqrt(aSquares), within(1e-12 * Math.sqrt(aSquares)));
      assertThat(first.cosineSimilarity(second)).isCloseTo(dot / norms, within(1e-12));
      assertThat(first.euclideanDistance(second))
          .isCloseTo(Math.sqrt(distances), within(1e-12 * Math.sqrt(distances)));
      float[] normalized = first.normalized().floats();
      for (int i = 0; i < dimensions; i++) {
        double exact = a[i] / Math.sqrt(aSquares);
        assertThat((double) normalized[i]).isCloseTo(exact, within(1e-7 * Math.abs(exact) + 1e-45));
      }
    }
  }

  /** Of very different sizes, so that an order of additions that loses digits is seen. */
  private static float[] floats(Random random, int count) {
    float scale = (float) Math.pow(10, random.nextInt(20) - 10);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) random.nextGaussian() * scale;
    }
    return floats;
  }

  @Test
  void extremes_neitherOverflowNorVanish() {
    EmbeddingVector huge = EmbeddingVector.of(Float.MAX_VALUE, -Float.MAX_VALUE);
    EmbeddingVector tiny = EmbeddingVector.of(Float.MIN_VALUE, -Float.MIN_VALUE);
    float side = (float) Math.sqrt(0.5);

    assertThat(huge.normalized()).isEqualTo(EmbeddingVector.of(side, -side));
    assertThat(tiny.normalized()).isEqualTo(EmbeddingVector.of(side, -side));
    assertThat(huge.cosineSimilarity(tiny)).isEqualTo(1, within(1e-15));
    assertThat(huge.euclideanDistance(EmbeddingVector.of(-Float.MAX_VALUE, Float.MAX_VALUE)))
        .isEqualTo(2 * Math.sqrt(2) * Float.MAX_VALUE, within(1e24));
  }

  @Test
  void zeroVector_hasNoDirection() {
    EmbeddingVector zero = EmbeddingVector.of(0, 0, 0);
    EmbeddingVector other = EmbeddingVector.of(3, 4, 0);

    assertThat(zero.norm()).isZero();
    assertThat(zero.normalized()).isEqualTo(zero);
    assertThat(zero.cosineSimilarity(other)).isZero();
    assertThat(other.cosineSimilarity(zero)).isZero();
    assertThat(zero.cosineSimilarity(zero)).isZero();
    assertThat(zero.euclideanDistance(other)).isEqualTo(5);
  }

  @Test
  void cosineSimilarity_staysInItsRange() {
    Random random = new Random(5);
    for (int round = 0; round < 2000; round++) {
      float[] a = floats(random, 1 + random.nextInt(9));
      float[] opposite = a.clone();
      for (int i = 0; i < a.length; i++) {
        opposite[i] = -a[i];
      }
      EmbeddingVector vector = EmbeddingVector.of(a);

      assertThat(vector.cosineSimilarity(vector)).isBetween(1 - 1e-15, 1.0);
      assertThat(vector.cosineSimilarity(EmbeddingVector.of(opposite))).isBetween(-1.0, 1e-15 - 1);
    }
  }

  @Test
  void of_unusable_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(EmbeddingVector::of);
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> EmbeddingVector.of(0, bad))
          .withMessageContaining(bad + " at index 1");
    }
  }

  @Test
  void comparisons_otherDimensions_areRefused() {
    EmbeddingVector two = EmbeddingVector.of(1, 2);
    EmbeddingVector three = EmbeddingVector.of(1, 2, 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.dot(three))
        .withMessageContaining("2 and 3");
    assertThatIllegalArgumentException().isThrownBy(() -> two.cosineSimilarity(three));
    assertThatIllegalArgumentException().isThrownBy(() -> two.euclideanDistance(three));
  }

  @Test
  void vector_isImmutableAndComparesExactly() {
    float[] elements = {1, 2};
    EmbeddingVector vector = EmbeddingVector.of(elements);
    elements[0] = 9;
    vector.floats()[1] = 9;

    assertThat(vector.floats()).containsExactly(1, 2);
    assertThat(vector)
        .isEqualTo(EmbeddingVector.of(1, 2))
        .hasSameHashCodeAs(EmbeddingVector.of(1, 2))
        .isNotEqualTo(EmbeddingVector.of(1, Math.nextUp(2f)))
        .isNotEqualTo(EmbeddingVector.of(1, 2, 0))
        .hasToString("2 floats: 1.0, 2.0");
    assertThat(EmbeddingVector.of(0)).isNotEqualTo(EmbeddingVector.of(-0f));
    assertThat(EmbeddingVector.of(1, 2, 3, 4)).hasToString("4 floats: 1.0, 2.0, 3.0, ...");
  }
}
