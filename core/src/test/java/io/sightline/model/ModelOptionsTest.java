package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModelOptionsTest {
  @Test
  void standard_saysNothing() {
    assertThat(ModelOptions.standard())
        .isEqualTo(new ModelOptions(Optional.empty(), Optional.empty(), List.of(), List.of()));
  }

  @Test
  void with_eachChangesItsOwnAndLeavesTheFirst() {
    ModelOptions tags = ModelOptions.standard().withTags(Set.of());
    ModelOptions signature = tags.withSignature("predict");
    ModelOptions inputs = signature.withInputs(List.of("x"));
    ModelOptions outputs = inputs.withOutputs(List.of("y:1"));

    assertThat(outputs)
        .isEqualTo(
            new ModelOptions(
                Optional.of(Set.of()), Optional.of("predict"), List.of("x"), List.of("y:1")));
    assertThat(tags.signature()).isEmpty();
    assertThat(signature.inputs()).isEmpty();
    assertThat(inputs.outputs()).isEmpty();
    assertThat(ModelOptions.standard().tags()).isEmpty();
  }

  @Test
  void with_collectionsChangedAfterwards_optionsUnchanged() {
    Set<String> tags = new HashSet<>(Set.of("serve"));
    List<String> names = new ArrayList<>(List.of("x"));
    ModelOptions options =
        ModelOptions.standard().withTags(tags).withInputs(names).withOutputs(names);

    tags.clear();
    names.clear();

    assertThat(options.tags()).contains(Set.of("serve"));
    assertThat(options.inputs()).containsExactly("x");
    assertThat(options.outputs()).containsExactly("x");
  }

  @Test
  void tags_areShownInOrder() {
    ModelOptions options = ModelOptions.standard().withTags(Set.of("tpu", "gpu", "serve", "a"));

    assertThat(options.toString()).contains("[a, gpu, serve, tpu]");
  }
}
