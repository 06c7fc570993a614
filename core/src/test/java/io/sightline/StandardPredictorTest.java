package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ImageDecodeException;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.error.PredictionException;
import io.sightline.error.PredictorClosedException;
import io.sightline.error.StepException;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.FakeModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardPredictorTest {
  private static final Preprocessor<float[]> PREPROCESSOR =
      (input, context) -> Sample.of("x", input, Shape.of(input.length));
  private static final Postprocessor<float[]> POSTPROCESSOR =
      (outputs, context) -> outputs.floats("y");
  private static final float[] INPUT = {1, 2, 3};

  private static TensorSpec spec(String name, long... lengths) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(lengths));
  }

  private static FakeModelSession session(
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      Function<Map<String, Feed>, Map<String, TensorValue>> function) {
    return new FakeModelSession(
        ModelDescription.builder("fake.pb", "fake").inputs(inputs).outputs(outputs).build(),
        function);
  }

  /** Gives its one input {@code x} of {@code [?, 3]} as {@code y}. */
  private static FakeModelSession identity() {
    return session(
        List.of(spec("x", -1, 3)),
        List.of(spec("y", -1, 3)),
        feeds -> Map.of("y", whole(feeds.get("x"))));
  }

  private static FakeModelSession failing(RuntimeException failure) {
    return session(
        List.of(spec("x", -1, 3)),
        List.of(spec("y", -1, 3)),
        feeds -> {
          throw failure;
        });
  }

  /** The value of a feed of one part, as the model sees it. */
  private static TensorValue whole(Feed feed) {
    return feed.parts().get(0).reshape(feed.shape());
  }

  private static <I, O> Predictor<I, O> predictor(
      ModelSession session, Preprocessor<I> preprocessor, Postprocessor<O> postprocessor) {
    return Predictor.builder()
        .model(session)
        .warmUp(false)
        .preprocess(preprocessor)
        .postprocess(postprocessor)
        .build();
  }

  private static Outputs run(FakeModelSession session, Sample sample) {
    Predictor<Sample, Outputs> predictor =
        predictor(session, (input, context) -> input, (outputs, context) -> outputs);
    return predictor.predict(sample);
  }

  // What the batch axis is put on and taken off.

  @Test
  void predict_itemOfABatchModel_getsTheAxisAndLosesIt() {
    FakeModelSession session = identity();

    Outputs outputs = run(session, Sample.of("x", INPUT, Shape.of(3)));

    assertThat(session.runs().get(0).get("x").shape()).isEqualTo(Shape.of(1, 3));
    assertThat(outputs.only()).isEqualTo(TensorValue.of(INPUT, Shape.of(3)));
  }

  @Test
  void predict_valueThatBringsItsBatchAxis_isFedAndGivenAsItIs() {
    FakeModelSession session = identity();

    assertThat(run(session, Sample.of("x", INPUT, Shape.of(1, 3))).only().shape())
        .isEqualTo(Shape.of(1, 3));
    assertThat(run(session, Sample.of("x", new float[6], Shape.of(2, 3))).only().shape())
        .isEqualTo(Shape.of(2, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void predict_outputThatCountsWhatWasFound_keepsItsAxisWhateverTheCount(int found) {
    FakeModelSession session =
        session(
            List.of(spec("x", 1, 3)),
            List.of(spec("boxes", -1, 4), spec("scores", 1, 5)),
            feeds ->
                Map.of(
                    "boxes", TensorValue.of(new float[4 * found], Shape.of(found, 4)),
                    "scores", TensorValue.of(new float[5], Shape.of(1, 5))));

    Outputs outputs = run(session, Sample.of("x", INPUT, Shape.of(3)));

    assertThat(outputs.tensor("boxes").shape()).isEqualTo(Shape.of(found, 4));
    assertThat(outputs.tensor("scores").shape()).isEqualTo(Shape.of(5));
  }

  @Test
  void predict_outputOfLengthOneBesideAFreeBatch_keepsItsAxis() {
    FakeModelSession session =
        session(
            List.of(spec("x", -1, 3)),
            List.of(spec("version", 1)),
            feeds -> Map.of("version", TensorValue.of(new float[] {7}, Shape.of(1))));

    assertThat(run(session, Sample.of("x", INPUT, Shape.of(3))).only().shape())
        .isEqualTo(Shape.of(1));
  }

  @Test
  void predict_constantInput_isFedBesideTheSampleAndBoundWithIt() {
    FakeModelSession session =
        session(
            List.of(spec("x", -1, 3), spec("keep_prob")),
            List.of(spec("y", -1, 3)),
            feeds -> Map.of("y", whole(feeds.get("x"))));
    Preprocessor<float[]> step = (input, context) -> Sample.of("x", input, Shape.of(3));
    TensorValue one = TensorValue.of(new float[] {1}, Shape.of());

    Predictor<float[], Outputs> predictor =
        predictor(session, step.with("keep_prob", one), (outputs, context) -> outputs);

    assertThat(predictor.predict(INPUT).only()).isEqualTo(TensorValue.of(INPUT, Shape.of(3)));
    assertThat(session.runs().get(0).get("keep_prob").parts()).containsExactly(one);
  }

  @Test
  void predict_modelWithoutBatchAxis_isFedAndGivesAsItIs() {
    FakeModelSession session =
        session(
            List.of(spec("x", 1, 3)),
            List.of(spec("y", 1, 3)),
            f -> Map.of("y", whole(f.get("x"))));

    assertThat(run(session, Sample.of("x", INPUT, Shape.of(1, 3))).only().shape())
        .isEqualTo(Shape.of(1, 3));
  }

  @Test
  void predict_severalInputs_onlyItemsGetTheAxis() {
    FakeModelSession session =
        session(
            List.of(spec("image", -1, 3), spec("mean", 3), spec("scale")),
            List.of(spec("y", -1, 3)),
            feeds -> Map.of("y", whole(feeds.get("image"))));
    Sample sample =
        Sample.of("image", INPUT, Shape.of(3))
            .and("mean", TensorValue.of(INPUT, Shape.of(3)))
            .and("scale", TensorValue.of(new float[] {2}, Shape.of()));

    Outputs outputs = run(session, sample);

    Map<String, Feed> feeds = session.runs().get(0);
    assertThat(feeds.get("image").shape()).isEqualTo(Shape.of(1, 3));
    assertThat(feeds.get("mean").shape()).isEqualTo(Shape.of(3));
    assertThat(feeds.get("scale").shape()).isEqualTo(Shape.of());
    assertThat(outputs.only().shape()).isEqualTo(Shape.of(3));
  }

  @Test
  void predict_outputsOfAnItem_loseOnlyWhatCanBeABatchAxis() {
    Map<String, TensorValue> values =
        Map.of(
            "free", TensorValue.zeros(ElementType.FLOAT32, Shape.of(1, 5)),
            "one", TensorValue.zeros(ElementType.FLOAT32, Shape.of(1, 5)),
            "anchors", TensorValue.zeros(ElementType.FLOAT32, Shape.of(4, 5)),
            "several", TensorValue.zeros(ElementType.FLOAT32, Shape.of(7, 5)),
            "scalar", TensorValue.zeros(ElementType.FLOAT32, Shape.of()),
            "rankless", TensorValue.zeros(ElementType.FLOAT32, Shape.of(1, 2)),
            "unlisted", TensorValue.zeros(ElementType.FLOAT32, Shape.of(1)));
    FakeModelSession session =
        session(
            List.of(spec("x", -1, 3)),
            List.of(
                spec("free", -1, 5),
                spec("one", 1, 5),
                spec("anchors", 4, 5),
                spec("several", -1, 5),
                spec("scalar"),
                new TensorSpec("rankless", ElementType.FLOAT32, Shape.unknown())),
            feeds -> values);

    Outputs outputs = run(session, Sample.of("x", INPUT, Shape.of(3)));

    assertThat(outputs.tensor("free").shape()).isEqualTo(Shape.of(5));
    assertThat(outputs.tensor("one").shape()).isEqualTo(Shape.of(1, 5));
    assertThat(outputs.tensor("anchors").shape()).isEqualTo(Shape.of(4, 5));
    assertThat(outputs.tensor("several").shape()).isEqualTo(Shape.of(7, 5));
    assertThat(outputs.tensor("scalar").shape()).isEqualTo(Shape.of());
    assertThat(outputs.tensor("rankless").shape()).isEqualTo(Shape.of(2));
    assertThat(outputs.tensor("unlisted").shape()).isEqualTo(Shape.of());
  }

  @Test
  void predict_sampleThatDoesNotFit_isAMismatch() {
    assertThatThrownBy(() -> run(identity(), Sample.of("x", INPUT, Shape.of(3, 1, 1))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'x'");
    assertThatThrownBy(() -> run(identity(), Sample.of("z", INPUT, Shape.of(3))))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("'z'");
  }

  // What the steps see.

  private interface Invoice {
    float[] pixels();
  }

  /** Snippet 5 of the design: steps as lambdas. */
  @Test
  void predict_lambdasAsSteps_giveTheAnswer() {
    FakeModelSession session =
        session(
            List.of(spec("pixels", -1, 28, 28)),
            List.of(spec("embedding", -1, 2)),
            feeds -> Map.of("embedding", TensorValue.of(new float[] {.5f, 7}, Shape.of(1, 2))));
    try (Predictor<Invoice, float[]> predictor =
        Predictor.builder()
            .model(session)
            .preprocess(
                (Invoice invoice, PreprocessContext context) ->
                    Sample.of("pixels", invoice.pixels(), Shape.of(28, 28)))
            .postprocess((outputs, context) -> outputs.floats("embedding"))
            .build()) {

      assertThat(predictor.predict(() -> new float[784])).containsExactly(.5f, 7);
    }
  }

  @Test
  void predict_contexts_knowModelInputGeometryAndTimings() {
    FakeModelSession session = identity();
    Geometry geometry = Geometry.of(new Size(17, 11), Orientation.UPRIGHT);
    List<PostprocessContext> contexts = new ArrayList<>();
    List<Set<String>> stages = new ArrayList<>();
    Predictor<float[], String> predictor =
        predictor(
            session,
            (input, context) -> {
              assertThat(context.model()).containsSame(session.description());
              float[] decoded = context.stage("decode", input::clone);
              return Sample.of("x", decoded, Shape.of(3)).withGeometry(geometry);
            },
            (outputs, context) -> {
              contexts.add(context);
              stages.add(context.timings().nanos().keySet());
              return "answer";
            });

    Prediction<float[], String> prediction = predictor.tryPredict(INPUT);

    assertThat(contexts).hasSize(1);
    assertThat(contexts.get(0).input()).isSameAs(INPUT);
    assertThat(contexts.get(0).geometry()).containsSame(geometry);
    assertThat(contexts.get(0).model()).isSameAs(session.description());
    assertThat(stages.get(0)).containsExactly("decode", "preprocess", "model");
    assertThat(prediction.timings().nanos().keySet())
        .containsExactly("decode", "preprocess", "model", "postprocess");
    assertThat(prediction.answer()).contains("answer");
    assertThat(predictor.model()).isSameAs(session.description());
  }

  @Test
  void predict_manyThreads_getTheirOwnAnswers() {
    Set<Integer> answers = ConcurrentHashMap.newKeySet();
    Predictor<Integer, Float> predictor =
        predictor(
            identity(),
            (input, context) -> Sample.of("x", new float[] {input, 0, 0}, Shape.of(3)),
            (outputs, context) -> outputs.floats("y")[0]);

    IntStream.range(0, 1000)
        .parallel()
        .forEach(
            i -> {
              if (predictor.predict(i) == i) {
                answers.add(i);
              }
            });

    assertThat(answers).hasSize(1000);
  }

  // What becomes of failures.

  private static void assertStepFails(
      Preprocessor<ImageSource> preprocessor,
      Postprocessor<String> postprocessor,
      String stage,
      Throwable cause) {
    Predictor<ImageSource, String> predictor = predictor(identity(), preprocessor, postprocessor);
    ImageSource cat = ImageSource.of(new byte[0], "cat.jpg");

    assertThatThrownBy(() -> predictor.predict(cat))
        .isInstanceOfSatisfying(
            StepException.class,
            e -> {
              assertThat(e.stage()).isEqualTo(stage);
              assertThat(e.source()).contains("cat.jpg");
            })
        .hasMessage("The %s step failed on cat.jpg: %s", stage, cause)
        .cause()
        .isSameAs(cause);
  }

  private static Preprocessor<ImageSource> anyImage() {
    return (input, context) -> Sample.of("x", INPUT, Shape.of(3));
  }

  @Test
  void predict_stepThrows_isAStepExceptionThatNamesStageAndInput() {
    for (Exception cause : List.of(new IOException("gone"), new IllegalStateException("odd"))) {
      assertStepFails(
          (input, context) -> {
            throw cause;
          },
          (outputs, context) -> "unused",
          "preprocess",
          cause);
      assertStepFails(
          anyImage(),
          (outputs, context) -> {
            throw cause;
          },
          "postprocess",
          cause);
    }
  }

  @Test
  void predict_stepThrowsError_isPropagated() {
    Error error = new StackOverflowError("deep");
    Predictor<float[], String> predictor =
        predictor(
            identity(),
            PREPROCESSOR,
            (outputs, context) -> {
              throw error;
            });

    assertThatThrownBy(() -> predictor.tryPredict(INPUT)).isSameAs(error);
  }

  @Test
  void predict_stepThrowsPredictionException_isPassedThrough() {
    PredictionException failure = new ImageDecodeException("cat.jpg is damaged", "cat.jpg");
    Predictor<float[], String> predictor =
        predictor(
            identity(),
            (input, context) -> {
              throw failure;
            },
            (outputs, context) -> "unused");

    assertThatThrownBy(() -> predictor.predict(INPUT)).isSameAs(failure);
  }

  @Test
  void predict_stepIsInterrupted_keepsTheInterruption() {
    Predictor<float[], String> predictor =
        predictor(
            identity(),
            (input, context) -> {
              throw new InterruptedException();
            },
            (outputs, context) -> "unused");

    Prediction<float[], String> prediction = predictor.tryPredict(INPUT);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(prediction.failure().orElseThrow()).isInstanceOf(StepException.class);
  }

  @Test
  void predict_stepReturnsNull_isAStepException() {
    Predictor<float[], String> noSample =
        predictor(identity(), (input, context) -> null, (outputs, context) -> "unused");
    Predictor<float[], String> noAnswer =
        predictor(identity(), PREPROCESSOR, (outputs, context) -> null);

    assertThatThrownBy(() -> noSample.predict(INPUT))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("The preprocess step returned null for an input of type float[]");
    assertThatThrownBy(() -> noAnswer.predict(INPUT))
        .isInstanceOf(StepException.class)
        .hasMessageContaining("The postprocess step returned null");
  }

  @Test
  void predict_modelFails_isPassedThrough() {
    ModelRunException failure = new ModelRunException("out of range", "fake.pb");

    assertThatThrownBy(
            () -> predictor(failing(failure), PREPROCESSOR, POSTPROCESSOR).predict(INPUT))
        .isSameAs(failure);
  }

  @Test
  void predict_null_isRefused() {
    Predictor<float[], float[]> predictor = predictor(identity(), PREPROCESSOR, POSTPROCESSOR);

    assertThatNullPointerException().isThrownBy(() -> predictor.predict(null));
    assertThatNullPointerException().isThrownBy(() -> predictor.tryPredict(null));
  }

  @Test
  void tryPredict_failure_isAValueWithTheStagesReached() {
    ModelRunException failure = new ModelRunException("out of range", "fake.pb");
    Predictor<float[], float[]> predictor =
        predictor(failing(failure), PREPROCESSOR, POSTPROCESSOR);

    Prediction<float[], float[]> prediction = predictor.tryPredict(INPUT);

    assertThat(prediction.input()).isSameAs(INPUT);
    assertThat(prediction.failure()).containsSame(failure);
    assertThat(prediction.timings().nanos().keySet()).containsExactly("preprocess", "model");
  }

  @Test
  void tryPredict_failure_costsNoOtherPrediction() {
    Predictor<float[], float[]> predictor = predictor(identity(), PREPROCESSOR, POSTPROCESSOR);

    assertThat(predictor.tryPredict(new float[2]).isSuccess()).isFalse();
    assertThat(predictor.predict(INPUT)).containsExactly(INPUT);
  }

  // Opening, warming up and closing.

  private record Loader(ModelSession session) implements ModelLoader {
    @Override
    public String name() {
      return "fake";
    }

    @Override
    public boolean claims(Path path) {
      return true;
    }

    @Override
    public ModelSession open(Path path, ModelOptions options) {
      return session;
    }
  }

  /** A builder that owns the session, as if it had been opened from the current directory. */
  private static PredictorBuilder owning(ModelSession session) {
    return Predictor.builder().loader(new Loader(session)).model(Path.of("").toAbsolutePath());
  }

  @Test
  void build_bindsBothStepsOnceAndUsesWhatTheyBecome() {
    List<String> bound = new ArrayList<>();
    Preprocessor<float[]> unbound =
        new Preprocessor<>() {
          @Override
          public Sample apply(float[] input, PreprocessContext context) {
            throw new AssertionError("not bound");
          }

          @Override
          public Preprocessor<float[]> bind(ModelDescription model) {
            bound.add("preprocessor to " + model.name());
            return PREPROCESSOR;
          }
        };
    Postprocessor<float[]> unboundToo =
        new Postprocessor<>() {
          @Override
          public float[] apply(Outputs outputs, PostprocessContext context) {
            throw new AssertionError("not bound");
          }

          @Override
          public Postprocessor<float[]> bind(ModelDescription model) {
            bound.add("postprocessor to " + model.name());
            return POSTPROCESSOR;
          }
        };
    Predictor<float[], float[]> predictor = predictor(identity(), unbound, unboundToo);

    assertThat(predictor.predict(INPUT)).containsExactly(INPUT);
    assertThat(predictor.predict(INPUT)).containsExactly(INPUT);
    assertThat(bound).containsExactly("preprocessor to fake.pb", "postprocessor to fake.pb");
  }

  private static Preprocessor<float[]> unfit(RuntimeException failure) {
    return new Preprocessor<>() {
      @Override
      public Sample apply(float[] input, PreprocessContext context) {
        throw new AssertionError("not fit");
      }

      @Override
      public Preprocessor<float[]> bind(ModelDescription model) {
        throw failure;
      }
    };
  }

  @Test
  void build_bindFails_closesTheSessionThatItOpened() {
    FakeModelSession session = identity();
    ModelMismatchException failure = new ModelMismatchException("no pictures", "fake.pb");

    assertThatThrownBy(
            () -> owning(session).preprocess(unfit(failure)).postprocess(POSTPROCESSOR).build())
        .isSameAs(failure);
    assertThat(session.closes()).isEqualTo(1);
  }

  @Test
  void build_bindFails_leavesASessionThatWasHandedIn() {
    FakeModelSession session = identity();
    ModelMismatchException failure = new ModelMismatchException("no pictures", "fake.pb");

    assertThatThrownBy(() -> predictor(session, unfit(failure), POSTPROCESSOR)).isSameAs(failure);
    assertThat(session.closes()).isZero();
  }

  private static Preprocessor<float[]> warmingUpWith(Sample sample) {
    return new Preprocessor<>() {
      @Override
      public Sample apply(float[] input, PreprocessContext context) {
        return Sample.of("x", input, Shape.of(3));
      }

      @Override
      public Optional<Sample> warmUpSample(ModelDescription model) {
        return Optional.of(sample);
      }
    };
  }

  @Test
  void build_warmUp_runsTheModelOnceOnTheStepsSample() {
    FakeModelSession session = identity();
    Sample sample = Sample.of("x", new float[] {7, 7, 7}, Shape.of(3));

    owning(session).preprocess(warmingUpWith(sample)).postprocess(POSTPROCESSOR).build().close();

    assertThat(session.runs()).hasSize(1);
    assertThat(whole(session.runs().get(0).get("x")).floats()).containsExactly(7, 7, 7);
  }

  @Test
  void build_warmUpSampleDoesNotFit_closesTheSession() {
    FakeModelSession session = identity();
    Sample sample = Sample.of("x", new float[4], Shape.of(4));

    assertThatThrownBy(
            () ->
                owning(session)
                    .preprocess(warmingUpWith(sample))
                    .postprocess(POSTPROCESSOR)
                    .build())
        .isInstanceOf(ModelMismatchException.class);
    assertThat(session.closes()).isEqualTo(1);
  }

  @Test
  void build_modelRefusesTheWarmUpValues_isNoFailure() {
    FakeModelSession session = failing(new ModelRunException("zeros are no picture", "fake.pb"));

    owning(session).preprocess(PREPROCESSOR).postprocess(POSTPROCESSOR).build().close();

    assertThat(session.runs()).hasSize(1);
    assertThat(session.closes()).isEqualTo(1);
  }

  @Test
  void build_closeFailsToo_isSuppressedByTheFirstFailure() {
    ModelMismatchException failure = new ModelMismatchException("no pictures", "fake.pb");
    IllegalStateException second = new IllegalStateException("close failed");
    FakeModelSession session = identity();
    ModelSession unclosable =
        new ModelSession() {
          @Override
          public ModelDescription description() {
            return session.description();
          }

          @Override
          public Map<String, TensorValue> run(Map<String, Feed> feeds) {
            return session.run(feeds);
          }

          @Override
          public void close() {
            throw second;
          }
        };
    assertThatThrownBy(
            () -> owning(unclosable).preprocess(unfit(failure)).postprocess(POSTPROCESSOR).build())
        .isSameAs(failure)
        .hasSuppressedException(second);
  }

  @Test
  void predict_afterClose_isRefused() {
    FakeModelSession session = identity();
    Predictor<float[], float[]> predictor = predictor(session, PREPROCESSOR, POSTPROCESSOR);

    predictor.close();

    assertThatThrownBy(() -> predictor.predict(INPUT))
        .isInstanceOf(PredictorClosedException.class)
        .hasMessageStartingWith("The predictor of fake.pb has been closed.");
    assertThatThrownBy(() -> predictor.tryPredict(INPUT))
        .isInstanceOf(PredictorClosedException.class);
    assertThat(predictor.model()).isSameAs(session.description());
  }

  @Test
  void close_twice_isHarmless() {
    FakeModelSession session = identity();
    Predictor<float[], float[]> predictor =
        owning(session).preprocess(PREPROCESSOR).postprocess(POSTPROCESSOR).build();

    predictor.close();
    predictor.close();

    assertThat(session.closes()).isPositive();
  }

  @Test
  void close_sessionThatWasHandedIn_staysOpenForOthers() {
    FakeModelSession session = identity();
    Predictor<float[], float[]> other = predictor(session, PREPROCESSOR, POSTPROCESSOR);

    predictor(session, PREPROCESSOR, POSTPROCESSOR).close();

    assertThat(session.closes()).isZero();
    assertThat(other.predict(INPUT)).containsExactly(INPUT);
  }
}
