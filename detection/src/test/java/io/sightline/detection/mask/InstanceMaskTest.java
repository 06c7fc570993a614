package io.sightline.detection.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceMaskTest {
  private static final float[] CROSS = {1, 0, 0, 1};
  private static final Size TWO_BY_TWO = new Size(2, 2);

  /** Rows of {@code #} and {@code .}. */
  private static String picture(BitMask mask) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < mask.size().height(); y++) {
      for (int x = 0; x < mask.size().width(); x++) {
        text.append(mask.get(x, y) ? '#' : '.');
      }
      text.append('\n');
    }
    return text.toString();
  }

  @Test
  void ofBox_bits_areInTheBox() {
    InstanceMask mask =
        InstanceMask.ofBox(
            CROSS, TWO_BY_TWO, new RelativeBox(0.5f, 0.25f, 1, 0.75f), new Size(4, 4));

    assertThat(picture(mask.bits())).isEqualTo("....\n..#.\n...#\n....\n");
    assertThat(picture(mask.bits(0.2f))).isEqualTo("....\n..#.\n..##\n....\n");
    assertThat(picture(mask.bits(0.9f))).isEqualTo("....\n....\n....\n....\n");
  }

  @Test
  void ofBox_valueThatEqualsTheThreshold_isNotPartOfIt() {
    float[] half = {0.5f, Math.nextUp(0.5f), Float.NaN, 1};
    InstanceMask mask =
        InstanceMask.ofBox(half, TWO_BY_TWO, new RelativeBox(0, 0, 1, 1), TWO_BY_TWO);

    assertThat(picture(mask.bits())).isEqualTo(".#\n.#\n");
  }

  @Test
  void ofBox_beyondThePicture_isEmpty() {
    InstanceMask mask =
        InstanceMask.ofBox(
            new float[] {1, 1, 1, 1}, TWO_BY_TWO, new RelativeBox(2, 2, 3, 3), new Size(17, 11));

    assertThat(mask.bits().area()).isZero();
  }

  @Test
  void ofBox_bytes_takeTheNearestCell() {
    InstanceMask mask =
        InstanceMask.ofBox(
            new byte[] {0, 1, -1, 1, 0, 0},
            new Size(3, 2),
            new RelativeBox(0.2f, 0.1f, 0.8f, 0.9f),
            new Size(7, 5));

    // tf.image.crop_and_resize of TensorFlow 2.21, method nearest
    assertThat(picture(mask.bits())).isEqualTo(".......\n...##..\n..#....\n..#....\n.......\n");
  }

  @Test
  void ofLogits_pictureAsLargeAsTheInput_isUltralyticsMask() {
    float[] logits = {-3, -1.25f, 2, 4, -2, 3, 5, 1, 1, 6, 2.5f, -4};
    InstanceMask mask =
        InstanceMask.ofLogits(
            logits,
            new Size(4, 3),
            new PixelBox(2.5f, 0, 12, 8),
            Geometry.of(new Size(12, 9), Orientation.UPRIGHT));

    // the rule of process_mask with NumPy, enlarged by tf.image.resize of TensorFlow 2.21
    assertThat(picture(mask.bits()))
        .isEqualTo(
            """
            ......######
            ......######
            ..##########
            ..##########
            ..##########
            ..########..
            ..#######...
            ..#######...
            ..#######...
            """);
  }

  @Test
  void ofLogits_letterboxedPicture_isReadInTheSource() {
    // 10x5 became 20x10, with 5 rows above and below
    Geometry geometry =
        Geometry.of(new Size(10, 5), Orientation.UPRIGHT)
            .resize(new Size(20, 10))
            .pad(0, 5, new Size(20, 20));
    float[] logits = new float[400];
    for (int y = 7; y < 13; y++) {
      for (int x = 4; x < 12; x++) {
        logits[20 * y + x] = 9;
      }
    }
    InstanceMask mask =
        InstanceMask.ofLogits(logits, new Size(20, 20), new PixelBox(0, 0, 20, 20), geometry);

    assertThat(mask.imageSize()).isEqualTo(new Size(10, 5));
    assertThat(mask.bits().bounds()).contains(new PixelBox(2, 1, 6, 4));
    assertThat(mask.bits().area()).isEqualTo(12);
  }

  @Test
  void ofLogits_partThatTheModelDidNotGet_isNotPartOfIt() {
    Geometry centre = Geometry.of(new Size(17, 11), Orientation.UPRIGHT).crop(4, 3, new Size(8, 5));
    float[] logits = {9, 9, 9, 9};
    InstanceMask mask =
        InstanceMask.ofLogits(logits, TWO_BY_TWO, new PixelBox(-9, -9, 20, 20), centre);

    assertThat(mask.bits().bounds()).contains(new PixelBox(4, 3, 12, 8));
    assertThat(mask.bits().area()).isEqualTo(40);
  }

  @Test
  void ofLogits_otherThreshold_isOfTheProbability() {
    Geometry same = Geometry.of(TWO_BY_TWO, Orientation.UPRIGHT);
    float[] logits = {-1, 0, 1, 3}; // probabilities 0.27, 0.5, 0.73, 0.95
    InstanceMask mask = InstanceMask.ofLogits(logits, TWO_BY_TWO, new PixelBox(0, 0, 2, 2), same);

    assertThat(picture(mask.bits(0.2f))).isEqualTo("##\n##\n");
    assertThat(picture(mask.bits(0.3f))).isEqualTo(".#\n##\n");
    assertThat(picture(mask.bits())).isEqualTo("..\n##\n");
    assertThat(picture(mask.bits(0.9f))).isEqualTo("..\n.#\n");
  }

  @Test
  void ofLogits_boxWithoutACell_isEmpty() {
    Geometry same = Geometry.of(new Size(8, 8), Orientation.UPRIGHT);
    float[] logits = {9, 9, 9, 9};

    for (PixelBox box :
        new PixelBox[] {
          new PixelBox(1, 1, 3, 3), // between the indices of two cells
          new PixelBox(5, 5, 2, 2),
          new PixelBox(9, 9, 20, 20),
          new PixelBox(-9, -9, -1, -1)
        }) {
      InstanceMask mask = InstanceMask.ofLogits(logits, TWO_BY_TWO, box, same);
      assertThat(mask.bits().area()).as("%s", box).isZero();
    }
  }

  @Test
  void of_pixels_isTheSameAtEveryThreshold() {
    BitMask pixels = BitMask.of(new Size(3, 1), new byte[] {0, 1, 0});

    assertThat(InstanceMask.of(pixels).bits()).isEqualTo(pixels);
    assertThat(InstanceMask.of(pixels).bits(0.99f)).isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, 1, -0.5f, Float.NaN})
  void bits_thresholdOutOfRange_isRefused(float threshold) {
    InstanceMask mask = InstanceMask.of(BitMask.of(new Size(1, 1), new byte[1]));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> mask.bits(threshold))
        .withMessageEndingWith("got " + threshold);
  }

  @Test
  void of_gridOfAnotherLength_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InstanceMask.ofBox(
                    new float[5], TWO_BY_TWO, new RelativeBox(0, 0, 1, 1), new Size(4, 4)))
        .withMessage("A grid of 2x2 takes 4 values: got 5");
  }

  @Test
  void equals_isExact() {
    RelativeBox box = new RelativeBox(0, 0, 1, 1);
    float[] grid = CROSS.clone();
    InstanceMask mask = InstanceMask.ofBox(grid, TWO_BY_TWO, box, new Size(4, 4));
    grid[0] = 0;

    assertThat(mask)
        .isEqualTo(InstanceMask.ofBox(CROSS, TWO_BY_TWO, box, new Size(4, 4)))
        .hasSameHashCodeAs(InstanceMask.ofBox(CROSS, TWO_BY_TWO, box, new Size(4, 4)))
        .isNotEqualTo(InstanceMask.ofBox(CROSS, TWO_BY_TWO, box, new Size(4, 5)))
        .isNotEqualTo(InstanceMask.ofBox(grid, TWO_BY_TWO, box, new Size(4, 4)))
        .isNotEqualTo(InstanceMask.ofBox(new byte[] {1, 0, 0, 1}, TWO_BY_TWO, box, new Size(4, 4)))
        .hasToString("mask of 4x4");
  }
}
