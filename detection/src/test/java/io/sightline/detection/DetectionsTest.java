package io.sightline.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sightline.detection.box.PixelBox;
import io.sightline.detection.box.RelativeBox;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectionsTest {
  private static final Size SIZE = new Size(640, 480);

  private static final Detections NONE = builder().build();

  /** Rows 0 to 4; the third and the fifth have equal scores, the fourth lies half outside. */
  private static final Detections FOUND =
      builder()
          .add(new PixelBox(12.3f, 4.5f, 210, 433.2f), 0.72f, 18)
          .name("dog")
          .add(new PixelBox(0, 0, 10, 10), 0.25f, 1)
          .name("/m/01g317")
          .displayName("person")
          .add(new PixelBox(5, 5, 6, 405), 0.5f, 18)
          .name("dog")
          .add(new PixelBox(600, -20, 700, 500), 0.9f, -3)
          .add(new PixelBox(50, 60, 20, 70), 0.5f, 1)
          .name("/m/01g317")
          .displayName("person")
          .build();

  private static DetectionsBuilder builder() {
    return Detections.builder(SIZE, Orientation.CLOCKWISE);
  }

  private static List<Float> scores(Detections detections) {
    return detections.stream().map(Detection::score).toList();
  }

  @Test
  void row_hasAllThatWasGiven() {
    Detection person = FOUND.get(1);

    assertThat(person.box()).isEqualTo(new PixelBox(0, 0, 10, 10));
    assertThat(person.relativeBox()).isEqualTo(new RelativeBox(0, 0, 0.015625f, 10 / 480f));
    assertThat(person.score()).isEqualTo(0.25f);
    assertThat(person.classId()).isEqualTo(1);
    assertThat(person.name()).isEqualTo("/m/01g317");
    assertThat(person.displayName()).contains("person");
    assertThat(person.label()).isEqualTo("person");
    assertThat(person.mask()).isEmpty();
    assertThat(person.keypoints()).isEmpty();
    assertThat(FOUND.get(0).label()).isEqualTo("dog");
    assertThat(FOUND.orientation()).isEqualTo(Orientation.CLOCKWISE);
    assertThat(FOUND.imageSize()).isEqualTo(SIZE);
  }

  @Test
  void name_ofNoLabels_isTheClassId() {
    assertThat(FOUND.get(3).name()).isEqualTo("-3");
    assertThat(FOUND.get(3).displayName()).isEmpty();
  }

  @Test
  void get_beyondTheRows_isRefused() {
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> FOUND.get(5))
        .withMessage("There is no row 5: expected 0 to 4");
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> NONE.get(0));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> FOUND.get(-1));
  }

  @Test
  void columns_areCopies() {
    FOUND.boxes()[0] = 99;
    FOUND.scores()[0] = 99;
    FOUND.classIds()[0] = 99;

    assertThat(FOUND.boxes()).startsWith(12.3f, 4.5f, 210, 433.2f).hasSize(20);
    assertThat(FOUND.scores()).containsExactly(0.72f, 0.25f, 0.5f, 0.9f, 0.5f);
    assertThat(FOUND.classIds()).containsExactly(18, 1, 18, -3, 1);
  }

  @Test
  void iterator_goesThroughTheRowsInOrder() {
    List<Detection> rows = new ArrayList<>();
    for (Detection detection : FOUND) {
      rows.add(detection);
    }

    assertThat(rows).containsExactlyElementsOf(FOUND.stream().toList()).hasSize(5);
  }

  @Test
  void filter_keepsTheOrder() {
    Detections wide = FOUND.filter(detection -> detection.box().width() > 9);

    assertThat(scores(wide)).containsExactly(0.72f, 0.25f, 0.9f);
    assertThat(wide.orientation()).isEqualTo(Orientation.CLOCKWISE);
  }

  @Test
  void minScore_isStrict() {
    assertThat(scores(FOUND.minScore(0.5f))).containsExactly(0.72f, 0.9f);
    assertThat(scores(FOUND.minScore(Math.nextDown(0.5f)))).hasSize(4);
    assertThat(FOUND.minScore(1)).isEqualTo(NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> FOUND.minScore(Float.NaN));
  }

  @Test
  void minScores_areThoseOfTheClass() {
    assertThat(scores(FOUND.minScores(Map.of(18, 0.6f, 1, 0.1f), 0.95f)))
        .containsExactly(0.72f, 0.25f, 0.5f);
    assertThat(FOUND.minScores(Map.of(), 0.5f)).isEqualTo(FOUND.minScore(0.5f));
    assertThatIllegalArgumentException().isThrownBy(() -> FOUND.minScores(Map.of(1, Float.NaN), 0));
  }

  @Test
  void onlyClasses_byIdNameAndDisplayName() {
    assertThat(scores(FOUND.onlyClasses(1, -3))).containsExactly(0.25f, 0.9f, 0.5f);
    assertThat(FOUND.onlyClasses("person")).isEqualTo(FOUND.onlyClasses(1));
    assertThat(FOUND.onlyClasses("/m/01g317", "-3")).isEqualTo(FOUND.onlyClasses(1, -3));
    assertThat(FOUND.onlyClasses("Person")).isEqualTo(NONE);
    assertThat(FOUND.onlyClasses(2)).isEqualTo(NONE);
  }

  @Test
  void withoutClasses_isTheRest() {
    assertThat(FOUND.withoutClasses(18)).isEqualTo(FOUND.onlyClasses(1, -3));
    assertThat(FOUND.withoutClasses("dog", "person")).isEqualTo(FOUND.onlyClasses(-3));
  }

  @Test
  void sortedByScore_equalScores_keepTheirOrder() {
    Detections sorted = FOUND.sortedByScore();

    assertThat(scores(sorted)).containsExactly(0.9f, 0.72f, 0.5f, 0.5f, 0.25f);
    assertThat(sorted.get(2)).isEqualTo(FOUND.get(2));
    assertThat(sorted.get(3)).isEqualTo(FOUND.get(4));
  }

  @Test
  void sortedByScore_manyRows_equalsAStableSort() {
    Random random = new Random(7);
    DetectionsBuilder builder = builder();
    for (int i = 0; i < 10_000; i++) {
      float score = (random.nextInt(401) - 200) / 100f;
      builder.add(i, 0, i + 1, 1, random.nextInt(50) == 0 ? -0f : score, i);
    }
    Detections found = builder.build();
    List<Detection> expected = new ArrayList<>(found.stream().toList());
    expected.sort((a, b) -> a.score() == b.score() ? 0 : Float.compare(b.score(), a.score()));

    assertThat(found.sortedByScore().stream().toList()).isEqualTo(expected);
    assertThat(found.best(17).stream().toList()).isEqualTo(expected.subList(0, 17));
  }

  @Test
  void sortedByArea_exchangedEdges_haveNoArea() {
    assertThat(scores(FOUND.sortedByArea())).containsExactly(0.72f, 0.9f, 0.5f, 0.25f, 0.5f);
    assertThat(FOUND.sortedByArea().get(4)).isEqualTo(FOUND.get(4));
  }

  @Test
  void sorted_byTheCallersOrder_isStable() {
    Detections sorted = FOUND.sorted(Comparator.comparingInt(Detection::classId));

    assertThat(sorted.classIds()).containsExactly(-3, 1, 1, 18, 18);
    assertThat(scores(sorted)).containsExactly(0.9f, 0.25f, 0.5f, 0.72f, 0.5f);
  }

  @Test
  void best_moreThanThereAre_isAll() {
    assertThat(scores(FOUND.best(3))).containsExactly(0.9f, 0.72f, 0.5f);
    assertThat(FOUND.best(99)).isEqualTo(FOUND.sortedByScore());
    assertThat(FOUND.best(0)).isEqualTo(NONE);
    assertThat(NONE.best(3)).isEqualTo(NONE);
    assertThatIllegalArgumentException().isThrownBy(() -> FOUND.best(-1));
  }

  @Test
  void merge_isOneAfterTheOther() {
    Detections merged = FOUND.onlyClasses(18).merge(FOUND.onlyClasses(1));

    assertThat(scores(merged)).containsExactly(0.72f, 0.5f, 0.25f, 0.5f);
    assertThat(merged.get(2)).isEqualTo(FOUND.get(1));
    assertThat(NONE.merge(FOUND)).isEqualTo(FOUND);
    assertThat(FOUND.merge(NONE)).isEqualTo(FOUND);
  }

  @Test
  void merge_ofAnotherPicture_isRefused() {
    Detections otherSize = Detections.builder(SIZE.transposed(), Orientation.CLOCKWISE).build();
    Detections otherTurn = Detections.builder(SIZE, Orientation.UPRIGHT).build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> FOUND.merge(otherSize))
        .withMessageContaining("expected 640x480 CLOCKWISE, got 480x640 CLOCKWISE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FOUND.merge(otherTurn))
        .withMessageContaining("got 640x480 UPRIGHT");
  }

  @Test
  void byClass_isInTheOrderOfClassIds() {
    Map<Integer, Detections> byClass = FOUND.byClass();

    assertThat(byClass.keySet()).containsExactly(-3, 1, 18);
    assertThat(byClass.get(1)).isEqualTo(FOUND.onlyClasses(1));
    assertThat(byClass.get(18)).isEqualTo(FOUND.onlyClasses(18));
    assertThat(NONE.byClass()).isEmpty();
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(byClass::clear);
  }

  @Test
  void clipToImage_boxesBeyond_keepTheirRow() {
    Detections found =
        builder()
            .add(new PixelBox(-5, -6, 700, 500), 0.5f, 1)
            .add(new PixelBox(650, 490, 660, 495), 0.5f, 1)
            .add(new PixelBox(50, 60, 20, 70), 0.5f, 1)
            .build();

    assertThat(found.clipToImage().stream().map(Detection::box))
        .containsExactly(
            new PixelBox(0, 0, 640, 480),
            new PixelBox(640, 480, 640, 480),
            new PixelBox(50, 60, 20, 70));
    assertThat(found.get(0).box()).as("the original").isEqualTo(new PixelBox(-5, -6, 700, 500));
  }

  @Test
  void equals_isExact() {
    Detections same = FOUND.filter(detection -> true);

    assertThat(same).isEqualTo(FOUND).hasSameHashCodeAs(FOUND);
    assertThat(same.get(2)).isEqualTo(FOUND.get(2)).hasSameHashCodeAs(FOUND.get(2));
    assertThat(one(0f)).isNotEqualTo(one(-0f)).isNotEqualTo(one(Float.MIN_VALUE));
    assertThat(builder().add(0, 0, 1, 1, 0.5f, 1).name("a").build())
        .isNotEqualTo(builder().add(0, 0, 1, 1, 0.5f, 1).name("b").build())
        .isNotEqualTo(builder().add(0, 0, 1, 1, 0.5f, 1).name("a").displayName("b").build());
    assertThat(NONE).isNotEqualTo(Detections.builder(SIZE, Orientation.UPRIGHT).build());
    assertThat(FOUND.best(1)).isNotEqualTo(FOUND);
  }

  private static Detections one(float xMin) {
    return builder().add(xMin, 0, 1, 1, 0.5f, 1).build();
  }

  @Test
  void toString_namesTheFirstRows_inAnyLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(FOUND.onlyClasses("dog"))
          .hasToString(
              "2 detections in 640x480: dog 0.72 (12.3, 4.5, 210.0, 433.2), "
                  + "dog 0.50 (5.0, 5.0, 6.0, 405.0)");
    } finally {
      Locale.setDefault(before);
    }
    assertThat(NONE).hasToString("0 detections in 640x480");
    assertThat(FOUND.best(1).toString()).startsWith("1 detection in 640x480: -3 0.90");
    assertThat(FOUND.toString()).doesNotContain("...");
    assertThat(FOUND.merge(FOUND).toString()).startsWith("10 detections").endsWith("), ...");
  }

  @Test
  void operations_keepMasksAndPoints() {
    Keypoints points = Keypoints.of(new float[] {1, 2});
    Detections found =
        builder().add(0, 0, 1, 1, 0.1f, 1).add(0, 0, 2, 2, 0.9f, 2).keypoints(points).build();

    assertThat(found.sortedByScore().get(0).keypoints()).isEqualTo(Optional.of(points));
    assertThat(found.sortedByScore().get(1).keypoints()).isEmpty();
    assertThat(found.clipToImage().merge(found).get(3).keypoints()).contains(points);
    assertThat(Collections.max(found.byClass().keySet())).isEqualTo(2);
  }
}
