package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Layers and models give what Keras gave for the same inputs. */
class GoldenKerasTest {
  private static final double TOLERANCE = 1e-5;

  private static final KerasModelLoader LOADER = new KerasModelLoader();

  @TestFactory
  Stream<DynamicTest> run_everyCase_givesWhatKerasGave() throws IOException {
    Path manifest = TestData.golden("keras/manifest.json");
    JsonArray cases =
        JsonParser.parseString(Files.readString(manifest))
            .getAsJsonObject()
            .getAsJsonArray("cases");
    return cases.asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(
            golden -> {
              String name = golden.get("model").getAsString();
              return DynamicTest.dynamicTest(name, () -> check(name, golden, manifest.getParent()));
            });
  }

  private static void check(String name, JsonObject golden, Path folder) throws IOException {
    Path model = folder.resolve(name);
    if (name.contains("_lam.")) {
      assertThatThrownBy(() -> LOADER.open(model, ModelOptions.standard()).close())
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("(Lambda)");
      return;
    }
    try (ModelSession session = LOADER.open(model, ModelOptions.standard())) {
      assertThat(new KerasReference(golden, folder).deviation(session)).isLessThan(TOLERANCE);
    }
  }
}
