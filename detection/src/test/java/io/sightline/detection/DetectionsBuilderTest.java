package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.BitMask;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionsBuilderTest {
  private static final Size SIZE = new Size(17, 11);

  private static DetectionsBuilder builder() {
    return Detections.builder(SIZE, Orientation.UPRIGHT);
  }

  private static InstanceMask mask(Size size) {
    return InstanceMask.of(BitMask.of(size, new byte[(int) size.pixels()]));
  }

  @Test
  void addAll_columns_equalsRowByRow() {
    float[] boxes = new float[4 * 100];
    float[] scores = new float[100];
    int[] classIds = new int[100];
    DetectionsBuilder rows = builder();
    for (int i = 0; i < 100; i++) {
      boxes[4 * i] = i;
      boxes[4 * i + 3] = -i;
      scores[i] = i / 100f;
      classIds[i] = i % 3;
      rows.add(new PixelBox(i, 0, 0, -i), i / 100f, i % 3);
    }
    DetectionsBuilder columns = builder().addAll(boxes, scores, classIds);
    boxes[0] = 99;

    assertThat(columns.build()).isEqualTo(rows.build());
    assertThat(columns.build().count()).isEqualTo(100);
  }

  @Test
  void addAll_lengthsThatDoNotFit_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().addAll(new float[7], new float[2], new int[2]))
        .withMessage(
            "Columns must have one length: "
                + "got 2 scores, 7 values of boxes (4 a row), 2 class ids");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().addAll(new float[8], new float[2], new int[3]));
  }

  @Test
  void addAll_nanInTheLastRow_addsNothing() {
    DetectionsBuilder builder = builder().add(0, 0, 1, 1, 0.5f, 1);
    float[] boxes = new float[8];
    boxes[7] = Float.NaN;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.addAll(boxes, new float[2], new int[2]))
        .withMessageEndingWith("0.0, 0.0, 0.0, NaN in row 2");
    assertThat(builder.build().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void add_notFinite_isRefused(float number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(0, 0, 1, 1, number, 1))
        .withMessageContaining("the score " + number);
    assertThatIllegalArgumentException().isThrownBy(() -> builder().add(number, 0, 1, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().add(0, number, 1, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().add(0, 0, number, 1, 0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> builder().add(0, 0, 1, number, 0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(number, 0, number, 1, 0, 1));
  }

  @Test
  void add_widthBeyondFloats_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(-Float.MAX_VALUE, 0, Float.MAX_VALUE, 1, 0, 1));
  }

  @Test
  void add_rowOfAnotherResult_bringsAllItHas() {
    Detections first =
        builder()
            .add(1, 2, 3, 4, 0.5f, 6)
            .name("n")
            .displayName("d")
            .mask(mask(SIZE))
            .keypoints(Keypoints.of(new float[2]))
            .build();
    Detections other = Detections.builder(SIZE.transposed(), Orientation.UPRIGHT).build();

    assertThat(builder().add(first.get(0)).build()).isEqualTo(first);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Detections.builder(other.imageSize(), Orientation.UPRIGHT).add(first.get(0)))
        .withMessageContaining("expected 11x17")
        .withMessageEndingWith("17x11");
  }

  @Test
  void partOfARow_withoutARow_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().name("dog"))
        .withMessage("There is no row yet to give a name: add one first");
  }

  @Test
  void partOfARow_twice_isRefusedWithTheEarlierOne() {
    DetectionsBuilder row =
        builder()
            .add(0, 0, 1, 1, 0.5f, 1)
            .name("dog")
            .displayName("Dog")
            .mask(mask(SIZE))
            .keypoints(Keypoints.of(new float[4]));

    assertThatIllegalStateException()
        .isThrownBy(() -> row.name("cat"))
        .withMessage("name of row 0 was set before, to dog");
    assertThatIllegalStateException().isThrownBy(() -> row.displayName("Cat"));
    assertThatIllegalStateException().isThrownBy(() -> row.mask(mask(SIZE)));
    assertThatIllegalStateException()
        .isThrownBy(() -> row.keypoints(Keypoints.of(new float[4])))
        .withMessageEndingWith("to 2 keypoints");
  }

  @Test
  void mask_ofAnotherPicture_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().add(0, 0, 1, 1, 0.5f, 1).mask(mask(new Size(11, 17))))
        .withMessageEndingWith("expected 17x11, got 11x17");
  }

  @Test
  void classNames_nameRowsWithoutAName() {
    Detections found =
        builder()
            .classNames(id -> id == 1 ? Optional.of("one") : Optional.empty())
            .classDisplayNames(id -> Optional.of("class " + id))
            .add(0, 0, 1, 1, 0.5f, 1)
            .add(0, 0, 1, 1, 0.5f, 2)
            .add(0, 0, 1, 1, 0.5f, 1)
            .name("mine")
            .displayName("Mine")
            .build();

    assertThat(found.stream().map(Detection::name)).containsExactly("one", "2", "mine");
    assertThat(found.stream().map(Detection::label)).containsExactly("class 1", "class 2", "Mine");
    assertThatIllegalStateException()
        .isThrownBy(
            () -> builder().classNames(id -> Optional.empty()).classNames(id -> Optional.empty()));
  }

  @Test
  void build_again_sharesNothing() {
    DetectionsBuilder builder = builder().add(0, 0, 1, 1, 0.5f, 1);
    Detections first = builder.build();
    Detections second = builder.name("dog").add(0, 0, 1, 1, 0.5f, 2).build();

    assertThat(first.count()).isEqualTo(1);
    assertThat(first.get(0).name()).isEqualTo("1");
    assertThat(second.get(0).name()).isEqualTo("dog");
  }
}
