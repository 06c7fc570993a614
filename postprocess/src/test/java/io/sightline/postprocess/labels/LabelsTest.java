package io.sightline.postprocess.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.testing.TestData;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LabelsTest {
  private static final Labels ANIMALS =
      Labels.ofEntries(
          List.of(
              Label.of(4, "/m/04", "cat"),
              Label.of(2, "dog"),
              Label.of(4, "lynx"),
              Label.of(7, "/m/07", "dog")));

  @Test
  void of_names_areCopiedAndTheirPositionsAreTheIds() {
    Labels labels = Labels.of(List.of("cat", "dog", "cat"));

    assertThat(labels.size()).isEqualTo(3);
    assertThat(labels.hasStatedIds()).isFalse();
    assertThat(labels.name(1)).isEqualTo("dog");
    assertThat(labels.name(3)).isEqualTo("3");
    assertThat(labels.idOf("cat")).isEqualTo(OptionalInt.of(0));
    assertThat(labels.idOf("cow")).isEmpty();
    assertThat(labels.rowLength()).isEqualTo(OptionalInt.of(3));
    assertThat(labels.notes()).containsExactly("Names that several classes have: 'cat'.");
    assertThat(labels).hasToString("3 labels: cat, ...");
  }

  @Test
  void of_nothing_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Labels.of(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> Labels.ofEntries(List.of()));
  }

  @Test
  void ofEntries_idTwice_firstCounts() {
    assertThat(ANIMALS.find(4)).contains(Label.of(4, "/m/04", "cat"));
    assertThat(ANIMALS.name(4)).isEqualTo("cat");
    assertThat(ANIMALS.find(3)).isEmpty();
    assertThat(ANIMALS.idOf("dog")).isEqualTo(OptionalInt.of(2));
    assertThat(ANIMALS.hasStatedIds()).isTrue();
    assertThat(ANIMALS.rowLength()).isEmpty();
    assertThat(ANIMALS).hasToString("4 labels with the ids 2 to 7 with 3 gaps: cat, ...");
  }

  @Test
  void notes_tellGapsAndDuplicates() {
    assertThat(ANIMALS.notes())
        .containsExactly(
            "There is no id 0: the ids begin at 2.",
            "Between 2 and 7 there are 3 gaps: 3, 5, 6.",
            "Ids that are there several times name their first class: 4.",
            "Names that several classes have: 'dog'.");
  }

  @Test
  void notes_negativeAndEmpty_areTold() {
    Labels labels = Labels.ofEntries(List.of(Label.of(-1, ""), Label.of(0, "background")));

    assertThat(labels.notes())
        .containsExactly(
            "There are negative ids; the Object Detection API refuses them.",
            "The id 0 is the background.",
            "Classes without a name: 1.");
  }

  @Test
  void notes_manyGaps_areCounted() {
    Labels labels = Labels.ofEntries(List.of(Label.of(0, "a"), Label.of(Integer.MAX_VALUE, "b")));

    assertThat(labels.notes())
        .containsExactly(
            "Between 0 and 2147483647 there are 2147483646 gaps: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and"
                + " 2147483636 more.");
  }

  @Test
  void usingNames_displayNames_areNotShown() {
    Labels labels = ANIMALS.usingNames();

    assertThat(labels.name(4)).isEqualTo("/m/04");
    assertThat(labels.idOf("/m/07")).isEqualTo(OptionalInt.of(7));
    assertThat(labels.idOf("cat")).isEmpty();
    assertThat(labels).isNotEqualTo(ANIMALS).isEqualTo(ANIMALS.usingNames());
  }

  @Test
  void fillGaps_missingIds_areBackgroundAndNumbers() {
    Labels filled = ANIMALS.fillGaps();

    assertThat(filled.entries())
        .containsExactly(
            Label.of(0, "background"),
            Label.of(1, "1"),
            Label.of(2, "dog"),
            Label.of(3, "3"),
            Label.of(4, "/m/04", "cat"),
            Label.of(4, "lynx"),
            Label.of(5, "5"),
            Label.of(6, "6"),
            Label.of(7, "/m/07", "dog"));
    assertThat(filled.rowLength()).isEqualTo(OptionalInt.of(8));
    assertThat(filled.fillGaps()).isSameAs(filled);
  }

  @Test
  void fillGaps_impossible_isRefused() {
    Labels negative = Labels.ofEntries(List.of(Label.of(-1, "a")));
    Labels wide = Labels.ofEntries(List.of(Label.of(Integer.MAX_VALUE, "a")));

    assertThatIllegalStateException()
        .isThrownBy(negative::fillGaps)
        .withMessageContaining("the id -1");
    assertThatIllegalStateException()
        .isThrownBy(wide::fillGaps)
        .withMessageContaining("the id 2147483647");
  }

  @Test
  void fillGaps_mscoco_fitsNinetyOneScores() {
    Labels labels = Labels.read(TestData.model("labelmaps/mscoco_label_map.pbtxt"));

    assertThat(labels.notes())
        .contains("Between 1 and 90 there are 10 gaps: 12, 26, 29, 30, 45, 66, 68, 69, 71, 83.");
    assertThat(labels.fillGaps().rowLength()).isEqualTo(OptionalInt.of(91));
    assertThat(labels.fillGaps().name(12)).isEqualTo("12");
  }

  @Test
  void equals_isExact() {
    Labels names = Labels.of(List.of("a", "b"));
    Labels entries = Labels.ofEntries(List.of(Label.of(0, "a"), Label.of(1, "b")));

    assertThat(names).isEqualTo(Labels.of(List.of("a", "b"))).isNotEqualTo(entries);
    assertThat(names).hasSameHashCodeAs(Labels.of(List.of("a", "b")));
    assertThat(names).isNotEqualTo(Labels.of(List.of("b", "a")));
    assertThat(Label.of(1, "a")).isNotEqualTo(Label.of(1, "a", "a"));
  }

  @Test
  void options_twice_quoteTheEarlierValue() {
    LabelOptions options = LabelOptions.standard().skipUnknownFields().wholeLines();

    assertThatIllegalStateException()
        .isThrownBy(options::skipUnknownFields)
        .withMessageContaining("to true");
    assertThatIllegalStateException()
        .isThrownBy(options::wholeLines)
        .withMessageContaining("to true");
    assertThat(options).hasToString("skipping unknown fields, lines as names");
  }
}
