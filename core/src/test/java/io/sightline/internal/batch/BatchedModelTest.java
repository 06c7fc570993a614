package io.sightline.internal.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.error.ModelRunException;
import io.sightline.error.PredictorClosedException;
import io.sightline.internal.batch.BatchedModel.Outcome;
import io.sightline.model.Feed;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.DoublingModel;
import io.sightline.testing.FakeModelSession;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedModelTest {
  private static List<Map<String, TensorValue>> items(int... numbers) {
    return IntStream.of(numbers).mapToObj(i -> DoublingModel.sample(i).values()).toList();
  }

  private static List<Integer> answers(List<Outcome> outcomes) {
    return outcomes.stream()
        .map(
            outcome ->
                outcome.outputs() == null ? -1 : Math.round(outcome.outputs().get("y").floats()[0]))
        .toList();
  }

  /** A model of such a batch length that makes all numbers of a run at once. */
  private static FakeModelSession session(long batch, UnaryOperator<float[]> function) {
    return new FakeModelSession(
        DoublingModel.description(batch),
        feeds -> {
          float[] made = function.apply(DoublingModel.numbers(feeds.get("x")));
          return Map.of("y", TensorValue.of(made, Shape.of(made.length, 1)));
        });
  }

  private static int fed(Map<String, Feed> run) {
    return run.get("x").parts().size();
  }

  private static int capacity(BatchedModel model) {
    return model.capacity(BatchLayout.of(model.description(), items(1).get(0)));
  }

  @Test
  void outcomes_goodBatches_areVerifiedOnceByASingleRun() {
    FakeModelSession session = DoublingModel.open();
    BatchedModel model = new BatchedModel(session, 4);

    assertThat(answers(model.outcomes(items(1, 2, 3)))).containsExactly(2, 4, 6);
    assertThat(answers(model.outcomes(items(4, 5, 6, 7)))).containsExactly(8, 10, 12, 14);

    assertThat(session.runs()).extracting(BatchedModelTest::fed).containsExactly(3, 1, 4);
  }

  @Test
  void outcomes_batchFails_onlyTheGuiltyFail() {
    FakeModelSession session =
        DoublingModel.open(
            numbers -> {
              if (numbers.contains(13)) {
                throw new ModelRunException("13 is refused", "doubling.pb");
              }
            });
    BatchedModel model = new BatchedModel(session, 4);

    for (int i = 0; i < 3; i++) { // which is no reason to doubt batches
      List<Outcome> outcomes = model.outcomes(items(1, 13, 3));
      assertThat(answers(outcomes)).containsExactly(2, -1, 6);
      assertThat(outcomes.get(1).failure()).hasMessage("13 is refused");
    }
    assertThat(capacity(model)).isEqualTo(4);
  }

  @Test
  void outcomes_batchThrowsWhatNoModelShould_onlyTheGuiltyFail() {
    FakeModelSession session =
        DoublingModel.open(
            numbers -> {
              if (numbers.contains(13)) {
                throw new StackOverflowError("13 is too deep");
              }
            });

    List<Outcome> outcomes = new BatchedModel(session, 4).outcomes(items(13, 2));

    assertThat(answers(outcomes)).containsExactly(-1, 4);
    assertThat(outcomes.get(0).failure()).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void outcomes_noMemoryOrClosed_failsAllWithoutAnotherRun() {
    for (Throwable failure :
        List.of(new OutOfMemoryError("heap"), new PredictorClosedException("The model"))) {
      FakeModelSession session =
          DoublingModel.open(
              numbers -> {
                if (failure instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) failure;
              });

      List<Outcome> outcomes = new BatchedModel(session, 4).outcomes(items(1, 2));

      assertThat(outcomes).extracting(Outcome::failure).containsExactly(failure, failure);
      assertThat(session.runs()).hasSize(1);
    }
  }

  @Test
  void outcomes_modelThatMixesItems_isRunOneByOneAfterTheSecondDoubt() {
    FakeModelSession session =
        session(
            -1,
            numbers -> {
              float sum = 0;
              for (float number : numbers) {
                sum += number;
              }
              java.util.Arrays.fill(numbers, sum);
              return numbers;
            });
    BatchedModel model = new BatchedModel(session, 4);

    assertThat(answers(model.outcomes(items(1, 2, 3)))).containsExactly(1, 2, 3);
    assertThat(capacity(model)).isEqualTo(4);
    assertThat(answers(model.outcomes(items(4, 5)))).containsExactly(4, 5);
    assertThat(capacity(model)).isEqualTo(1);
    session.runs().clear();
    assertThat(answers(model.outcomes(items(6, 7)))).containsExactly(6, 7);
    assertThat(session.runs()).extracting(BatchedModelTest::fed).containsExactly(1, 1);
  }

  @Test
  void outcomes_modelThatCannotBatch_isRunOneByOneAfterTheSecondDoubt() {
    FakeModelSession session =
        DoublingModel.open(
            numbers -> {
              if (numbers.size() > 1) {
                throw new ModelRunException("reshape to [1, 1]", "doubling.pb");
              }
            });
    BatchedModel model = new BatchedModel(session, 4);

    assertThat(answers(model.outcomes(items(1, 2)))).containsExactly(2, 4);
    assertThat(capacity(model)).isEqualTo(4);
    assertThat(answers(model.outcomes(items(3, 4)))).containsExactly(6, 8);
    assertThat(capacity(model)).isEqualTo(1);
  }

  @Test
  void outcomes_outputWhoseLengthIsNotTheCount_isThatOfSingleRuns() {
    FakeModelSession session = session(-1, numbers -> new float[] {numbers[0], 5, 6});

    assertThat(new BatchedModel(session, 4).outcomes(items(1, 2)))
        .extracting(outcome -> outcome.outputs().get("y").shape())
        .containsExactly(Shape.of(3, 1), Shape.of(3, 1));
  }

  @Test
  void outcomes_lastBitsThatDiffer_areNoReasonToDoubt() {
    FakeModelSession session =
        session(
            -1,
            numbers -> {
              for (int i = 0; i < numbers.length; i++) {
                numbers[i] *= numbers.length > 1 ? 2.00001f : 2f;
              }
              return numbers;
            });
    BatchedModel model = new BatchedModel(session, 4);

    assertThat(answers(model.outcomes(items(100, 200)))).containsExactly(200, 400);
    assertThat(answers(model.outcomes(items(1, 2)))).containsExactly(2, 4);
    assertThat(session.runs()).extracting(BatchedModelTest::fed).containsExactly(2, 1, 2);
  }

  @Test
  void outcomes_fixedBatch_isFilledUp() {
    FakeModelSession session = session(4, numbers -> numbers);
    BatchedModel model = new BatchedModel(session, 16);

    assertThat(capacity(model)).isEqualTo(4);
    assertThat(answers(model.outcomes(items(1, 2, 3)))).containsExactly(1, 2, 3);
    assertThat(answers(List.of(model.outcome(items(9).get(0), ModelWatcher.NONE))))
        .containsExactly(9);
    assertThat(session.runs()).extracting(BatchedModelTest::fed).containsOnly(4);
  }

  @Test
  void capacity_maxSizeOne_isOne() {
    assertThat(capacity(new BatchedModel(DoublingModel.open(), 1))).isEqualTo(1);
    assertThat(capacity(new BatchedModel(session(4, numbers -> numbers), 1))).isEqualTo(1);
  }
}
