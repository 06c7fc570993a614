package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.model.ModelDescription.Signature;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelDescriptionTest {
  private static final TensorSpec INPUT =
      new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 17, 11, 3));
  private static final TensorSpec OUTPUT =
      new TensorSpec("scores", ElementType.FLOAT32, Shape.of(-1, 5));

  @Test
  void builder_nothingSaid_givesDefaults() {
    ModelDescription model = ModelDescription.builder("m.pb", "frozen graph").build();

    assertThat(model)
        .returns("m.pb", ModelDescription::name)
        .returns("frozen graph", ModelDescription::format)
        .returns("unknown", ModelDescription::producer)
        .returns(OptionalLong.empty(), ModelDescription::parameters);
    assertThat(model.location()).isEmpty();
    assertThat(model.tags()).isEmpty();
    assertThat(model.signatures()).isEmpty();
    assertThat(model.signature()).isEmpty();
    assertThat(model.inputs()).isEmpty();
    assertThat(model.outputs()).isEmpty();
    assertThat(model.operations()).isEmpty();
    assertThat(model.notes()).isEmpty();
    assertThat(model.scalingLayers("image")).isEmpty();
  }

  @Test
  void builder_scalingLayers_areKeptForTheirInput() {
    List<String> layers = new ArrayList<>(List.of("'rescaling' (Rescaling)"));
    ModelDescription model =
        ModelDescription.builder("m", "Keras").scalingLayers("image", layers).build();
    layers.clear();

    assertThat(model.scalingLayers("image")).containsExactly("'rescaling' (Rescaling)");
    assertThat(model.scalingLayers("table")).isEmpty();
  }

  @Test
  void builder_location_isKept() {
    Path directory = Path.of("models", "m");

    assertThat(ModelDescription.builder("m", "SavedModel").location(directory).build().location())
        .contains(directory);
  }

  @Test
  void builder_allSaid_isKept() {
    Signature predict = new Signature("predict", List.of(INPUT), List.of(OUTPUT));
    Signature embed = new Signature("embed", List.of(INPUT), List.of());

    ModelDescription model =
        ModelDescription.builder("m", "SavedModel")
            .producer("TensorFlow 1.14.0")
            .tags(List.of("serve", "gpu"))
            .offers(predict)
            .offers(embed)
            .signature("predict")
            .inputs(List.of(INPUT))
            .outputs(List.of(OUTPUT))
            .operations(Map.of("Relu", 3, "Conv2D", 2))
            .parameters(42)
            .note("first")
            .note("second")
            .build();

    assertThat(model.producer()).isEqualTo("TensorFlow 1.14.0");
    assertThat(model.tags()).containsExactly("gpu", "serve");
    assertThat(model.signatures())
        .containsExactly(Map.entry("embed", embed), Map.entry("predict", predict));
    assertThat(model.signature()).contains("predict");
    assertThat(model.input("image")).contains(INPUT);
    assertThat(model.input("scores")).isEmpty();
    assertThat(model.output("scores")).contains(OUTPUT);
    assertThat(model.output("image")).isEmpty();
    assertThat(model.operations()).containsExactly(Map.entry("Conv2D", 2), Map.entry("Relu", 3));
    assertThat(model.parameters()).hasValue(42);
    assertThat(model.notes()).containsExactly("first", "second");
    assertThat(model)
        .hasToString("m (SavedModel): image: float32 [?, 17, 11, 3] -> scores: float32 [?, 5]");
  }

  @Test
  void build_whatWasHandedInChangedAfterwards_descriptionUnchanged() {
    List<TensorSpec> specs = new ArrayList<>(List.of(INPUT));
    List<String> tags = new ArrayList<>(List.of("serve"));
    Map<String, Integer> operations = new HashMap<>(Map.of("Relu", 3));
    ModelDescription.Builder builder =
        ModelDescription.builder("m", "SavedModel")
            .inputs(specs)
            .outputs(specs)
            .tags(tags)
            .operations(operations);
    ModelDescription model = builder.build();

    specs.clear();
    tags.clear();
    operations.clear();
    builder.note("later").offers(new Signature("later", List.of(), List.of()));

    assertThat(model.inputs()).containsExactly(INPUT);
    assertThat(model.outputs()).containsExactly(INPUT);
    assertThat(model.tags()).containsExactly("serve");
    assertThat(model.operations()).containsEntry("Relu", 3);
    assertThat(model.notes()).isEmpty();
    assertThat(model.signatures()).isEmpty();
    assertThat(builder.build().notes()).containsExactly("later");
  }

  @Test
  void collections_areUnmodifiable() {
    ModelDescription model =
        ModelDescription.builder("m", "SavedModel").tags(List.of("serve")).build();

    assertThatThrownBy(() -> model.tags().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> model.operations().put("Relu", 1))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> model.notes().add("a note"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> model.inputs().add(INPUT))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
