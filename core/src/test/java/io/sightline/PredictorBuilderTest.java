package io.sightline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.testing.FakeModelSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorBuilderTest {
  private static final Preprocessor<float[]> PREPROCESSOR =
      (input, context) -> Sample.of("x", input, Shape.of(input.length));
  private static final Postprocessor<float[]> POSTPROCESSOR =
      (outputs, context) -> outputs.floats("y");

  private final RecordingLoader loader = new RecordingLoader();

  @TempDir private Path directory;
  private Path path;

  /** Opens the identity on three numbers, whatever the path. */
  private static final class RecordingLoader implements ModelLoader {
    final List<ModelOptions> options = new ArrayList<>();
    final List<FakeModelSession> sessions = new ArrayList<>();

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public boolean claims(Path path) {
      return true;
    }

    @Override
    public ModelSession open(Path path, ModelOptions newOptions) {
      options.add(newOptions);
      sessions.add(session());
      return sessions.get(sessions.size() - 1);
    }

    @Override
    public String toString() {
      return "the recording loader";
    }
  }

  private static FakeModelSession session() {
    Shape shape = Shape.of(-1, 3);
    return new FakeModelSession(
        ModelDescription.builder("identity", "fake")
            .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, shape)))
            .outputs(List.of(new TensorSpec("y", ElementType.FLOAT32, shape)))
            .build(),
        feeds -> Map.of("y", feeds.get("x").parts().get(0).reshape(Shape.of(1, 3))));
  }

  @BeforeEach
  void createModelFile() throws IOException {
    path = Files.createFile(directory.resolve("identity.pb"));
  }

  private PredictorBuilder builder() {
    return Predictor.builder().loader(loader);
  }

  private static PredictorBuilder.Ready<float[], float[]> ready(PredictorBuilder builder) {
    return builder.preprocess(PREPROCESSOR).postprocess(POSTPROCESSOR);
  }

  private ModelOptions openedWith(PredictorBuilder builder) {
    ready(builder).build().close();
    return loader.options.get(0);
  }

  @Test
  void build_nothingButAModel_opensWithStandardOptions() {
    assertThat(openedWith(builder().model(path))).isEqualTo(ModelOptions.standard());
  }

  @Test
  void build_everythingSaid_reachesTheLoader() {
    assertThat(
            openedWith(
                builder()
                    .model(path)
                    .tags("serve", "gpu")
                    .signature("predict")
                    .inputs("x", "z:1")
                    .outputs("y")))
        .isEqualTo(
            new ModelOptions(
                Optional.of(Set.of("gpu", "serve")),
                Optional.of("predict"),
                List.of("x", "z:1"),
                List.of("y")));
  }

  @Test
  void build_saidAtTheLastStage_reachesTheLoaderToo() {
    ready(Predictor.builder()).signature("predict").loader(loader).model(path).build().close();

    assertThat(loader.options).containsExactly(ModelOptions.standard().withSignature("predict"));
  }

  @Test
  void build_noModel_saysWhatToCall() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ready(Predictor.builder()).build())
        .withMessage("A predictor needs a model: call .model(path)");
  }

  @Test
  void build_missingFile_isALoadException() {
    assertThatThrownBy(() -> ready(builder().model(directory.resolve("absent"))).build())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("There is no model at " + directory.resolve("absent"));
  }

  @Test
  void build_noLoaderInstalled_isALoadException() {
    assertThatThrownBy(() -> ready(Predictor.builder().model(path)).build())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("sightline-tensorflow");
  }

  @Test
  void build_calledTwice_givesTwoPredictorsThatShareNothing() {
    PredictorBuilder.Ready<float[], float[]> ready = ready(builder().model(path));
    try (Predictor<float[], float[]> second = ready.build()) {
      ready.build().close();

      assertThat(loader.sessions).hasSize(2);
      assertThat(second.predict(new float[] {1, 2, 3})).containsExactly(1, 2, 3);
    }
    assertThat(loader.sessions).allSatisfy(session -> assertThat(session.closes()).isEqualTo(1));
  }

  @Test
  void stages_continuedInTwoWays_doNotMeet() {
    PredictorBuilder first = builder().model(path);

    ready(first.signature("a")).build().close();
    ready(first.signature("b").tags()).build().close();
    ready(first).build().close();

    assertThat(loader.options)
        .containsExactly(
            ModelOptions.standard().withSignature("a"),
            ModelOptions.standard().withSignature("b").withTags(Set.of()),
            ModelOptions.standard());
  }

  @Test
  void model_pathTwice_isRefusedWithTheEarlier() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().model(path).model(Path.of("other")))
        .withMessageContaining("model was set before, to " + path);
  }

  @Test
  void model_pathAndSession_isRefusedInEitherOrder() {
    ModelSession session = session();

    assertThatIllegalStateException()
        .isThrownBy(() -> Predictor.builder().model(path).model(session))
        .withMessageContaining("model was set before, to " + path);
    assertThatIllegalStateException()
        .isThrownBy(() -> Predictor.builder().model(session).model(path))
        .withMessageContaining("model was set before");
  }

  @Test
  void model_session_contradictsWhateverBelongsToOpening() {
    ModelSession session = session();
    PredictorBuilder open = Predictor.builder().model(session);

    assertThatIllegalStateException()
        .isThrownBy(() -> builder().model(session))
        .withMessageContaining("loader was set before, to the recording loader");
    assertThatIllegalStateException()
        .isThrownBy(() -> Predictor.builder().signature("predict").model(session))
        .withMessageContaining("predict");
    assertThatIllegalStateException().isThrownBy(() -> open.loader(loader));
    assertThatIllegalStateException().isThrownBy(() -> open.tags("serve"));
    assertThatIllegalStateException().isThrownBy(() -> open.signature("predict"));
    assertThatIllegalStateException().isThrownBy(() -> open.inputs("x"));
    assertThatIllegalStateException().isThrownBy(() -> open.outputs("y"));
  }

  @Test
  void loader_twice_isRefusedWithTheEarlier() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().loader(new RecordingLoader()))
        .withMessageContaining("loader was set before, to the recording loader");
  }

  @Test
  void loader_thatDoesNotClaimTheModel_isRefused() {
    ModelLoader picky =
        new ModelLoader() {
          @Override
          public String name() {
            return "picky";
          }

          @Override
          public boolean claims(Path path) {
            return false;
          }

          @Override
          public ModelSession open(Path path, ModelOptions options) {
            throw new AssertionError("it did not claim " + path);
          }
        };

    assertThatThrownBy(() -> ready(Predictor.builder().loader(picky).model(path)).build())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("an empty file");
  }

  @Test
  void tags_twice_isRefusedWithTheEarlierEvenIfEmpty() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().tags("serve", "gpu").tags())
        .withMessageContaining("tags was set before, to [gpu, serve]");
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().tags().tags("serve"))
        .withMessageContaining("tags was set before, to []");
  }

  @Test
  void signature_twice_isRefusedWithTheEarlier() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().signature("a").signature("b"))
        .withMessageContaining("signature was set before, to a");
  }

  @Test
  void inputs_twiceOrNone_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().inputs("x", "z").inputs("y"))
        .withMessageContaining("inputs was set before, to [x, z]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().inputs())
        .withMessage("inputs needs at least one name");
  }

  @Test
  void outputs_twiceOrNone_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> builder().outputs("x").outputs("y"))
        .withMessageContaining("outputs was set before, to [x]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().outputs())
        .withMessage("outputs needs at least one name");
  }

  @Test
  void warmUp_lastCallCounts() {
    ready(builder().model(path)).build().close();
    ready(builder().model(path).warmUp(false)).build().close();
    ready(builder().model(path).warmUp(false).warmUp(true)).build().close();

    assertThat(loader.sessions)
        .extracting(session -> session.runs().size())
        .containsExactly(1, 0, 1);
  }

  @Test
  void setters_null_isRefusedAtTheCall() {
    PredictorBuilder builder = Predictor.builder();

    assertThatNullPointerException().isThrownBy(() -> builder.model((Path) null));
    assertThatNullPointerException().isThrownBy(() -> builder.model((ModelSession) null));
    assertThatNullPointerException().isThrownBy(() -> builder.loader(null));
    assertThatNullPointerException().isThrownBy(() -> builder.tags((String) null));
    assertThatNullPointerException().isThrownBy(() -> builder.signature(null));
    assertThatNullPointerException().isThrownBy(() -> builder.inputs((String) null));
    assertThatNullPointerException().isThrownBy(() -> builder.outputs((String) null));
    assertThatNullPointerException().isThrownBy(() -> builder.preprocess(null));
    assertThatNullPointerException()
        .isThrownBy(() -> builder.preprocess(PREPROCESSOR).postprocess(null));
  }
}
