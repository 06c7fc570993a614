package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.error.ModelLoadException;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
              Path model = manifest.resolveSibling(name);
              Path reference = manifest.resolveSibling(golden.get("reference").getAsString());
              return DynamicTest.dynamicTest(name, () -> check(model, reference, golden));
            });
  }

  private static void check(Path model, Path reference, JsonObject golden) throws IOException {
    if (model.toString().contains("_lam.")) {
      assertThatThrownBy(() -> LOADER.open(model, ModelOptions.standard()).close())
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("(Lambda)");
      return;
    }
    FloatBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(reference))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asFloatBuffer();
    try (ModelSession session = LOADER.open(model, ModelOptions.standard())) {
      Map<String, Feed> feeds = new LinkedHashMap<>();
      List<TensorSpec> inputs = session.description().inputs();
      for (int i = 0; i < inputs.size(); i++) {
        assertThat(inputs.get(i).elementType()).isEqualTo(ElementType.FLOAT32);
        Shape shape = shape(golden.getAsJsonArray("inputs").get(i));
        feeds.put(inputs.get(i).name(), Feed.of(TensorValue.of(next(values, shape), shape)));
      }
      Map<String, TensorValue> outputs = session.run(feeds);
      assertThat(outputs).hasSameSizeAs(golden.getAsJsonArray("outputs"));
      int index = 0;
      for (TensorValue output : outputs.values()) {
        Shape shape = shape(golden.getAsJsonArray("outputs").get(index++));
        assertThat(output.shape()).isEqualTo(shape);
        assertThat(difference(output.floats(), next(values, shape))).isLessThan(TOLERANCE);
      }
    }
    assertThat(values.remaining()).isZero();
  }

  private static float[] next(FloatBuffer values, Shape shape) {
    float[] next = new float[Math.toIntExact(shape.elementCount())];
    values.get(next);
    return next;
  }

  private static Shape shape(JsonElement lengths) {
    return Shape.of(
        lengths.getAsJsonArray().asList().stream().mapToLong(JsonElement::getAsLong).toArray());
  }

  /** The largest difference, relative to the largest value of the reference. */
  private static double difference(float[] actual, float[] expected) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) actual[i] - expected[i]));
      assertThat(actual[i]).isFinite();
    }
    return largest == 0 ? difference : difference / largest;
  }
}
