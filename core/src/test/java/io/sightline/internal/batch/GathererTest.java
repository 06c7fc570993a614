package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.internal.batch.Gatherer.Waiting;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakeModelSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GathererTest {
  private static final ModelDescription ANY_SIZE =
      ModelDescription.builder("m.pb", "fake")
          .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, Shape.of(-1, -1))))
          .build();

  private static Gatherer gatherer(int maxSize) {
    return new Gatherer(
        new BatchedModel(new FakeModelSession(ANY_SIZE, feeds -> Map.of()), maxSize));
  }

  private static Waiting waiting(int length, long since) {
    TensorValue value = TensorValue.zeros(ElementType.FLOAT32, Shape.of(length));
    Map<String, TensorValue> values = Map.of("x", value);
    return new Waiting(new FakeJob(values), values, since, since);
  }

  @Test
  void take_nothingWaits_isEmpty() {
    assertThat(gatherer(4).isEmpty()).isTrue();
    assertThat(gatherer(4).take(true)).isEmpty();
  }

  @Test
  void take_oneShape_keepsTheOrderAndTheSize() {
    Gatherer gatherer = gatherer(3);
    List<Waiting> all = List.of(waiting(5, 1), waiting(5, 2), waiting(5, 3), waiting(5, 4));
    all.forEach(gatherer::add);

    assertThat(gatherer.take(true)).isEqualTo(all.subList(0, 3));
    assertThat(gatherer.hasFullBatch()).isFalse();
    assertThat(gatherer.take(false)).isEmpty();
    assertThat(gatherer.take(true)).isEqualTo(all.subList(3, 4));
    assertThat(gatherer.isEmpty()).isTrue();
  }

  @Test
  void take_severalShapes_groupsThemAndTakesTheFullFirst() {
    Gatherer gatherer = gatherer(2);
    Waiting rare = waiting(7, 1);
    Waiting first = waiting(5, 2);
    Waiting second = waiting(5, 3);
    List.of(rare, first, second).forEach(gatherer::add);

    assertThat(gatherer.hasFullBatch()).isTrue();
    assertThat(gatherer.take(false)).containsExactly(first, second);
    assertThat(gatherer.oldest()).isSameAs(rare);
    assertThat(gatherer.take(true)).containsExactly(rare);
  }

  @Test
  void take_oldestIsDue_isNotOvertakenByFullBatches() {
    Gatherer gatherer = gatherer(2);
    Waiting rare = waiting(7, 1);
    List.of(rare, waiting(5, 2), waiting(5, 3)).forEach(gatherer::add);

    assertThat(gatherer.take(true)).containsExactly(rare);
  }

  @Test
  void take_largeItems_holdsAtMost64Mebibytes() {
    int tenMebibytes = 10 << 18;
    Gatherer gatherer = gatherer(16);
    for (int i = 0; i < 6; i++) {
      gatherer.add(waiting(tenMebibytes, i));
    }
    assertThat(gatherer.hasFullBatch()).isFalse();

    gatherer.add(waiting(tenMebibytes, 6));

    assertThat(gatherer.hasFullBatch()).isTrue();
    assertThat(gatherer.take(false)).hasSize(6);
    assertThat(gatherer.take(true)).hasSize(1);
  }

  @Test
  void take_itemBeyondTheLimit_goesAlone() {
    Gatherer gatherer = gatherer(16);
    gatherer.add(waiting(17 << 20, 1));
    gatherer.add(waiting(17 << 20, 2));

    assertThat(gatherer.take(false)).hasSize(1);
    assertThat(gatherer.take(true)).hasSize(1);
  }

  @Test
  void take_noBatches_givesOneAfterTheOther() {
    Gatherer gatherer = gatherer(1);
    List<Waiting> all = List.of(waiting(5, 1), waiting(5, 2));
    all.forEach(gatherer::add);

    assertThat(gatherer.take(false)).isEqualTo(all.subList(0, 1));
    assertThat(gatherer.take(false)).isEqualTo(all.subList(1, 2));
  }

  @Test
  void takeAll_severalShapes_leavesNothing() {
    Gatherer gatherer = gatherer(4);
    List<Waiting> all = List.of(waiting(5, 1), waiting(7, 2), waiting(5, 3));
    all.forEach(gatherer::add);

    assertThat(gatherer.takeAll()).containsExactlyInAnyOrderElementsOf(all);
    assertThat(gatherer.isEmpty()).isTrue();
  }
}
