package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sightline.model.Feed;
import io.sightline.model.ModelSession;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Inputs of a model, and what Keras made of them. */
final class KerasReference {
  private final JsonObject entry;
  private final Path values;

  /**
   * A reference.
   *
   * @param entry the shapes of the {@code inputs} and {@code outputs}, and the {@code reference}: a
   *     file of little-endian float32, all inputs, then all outputs
   * @param folder where the file lies
   */
  KerasReference(JsonObject entry, Path folder) {
    this.entry = entry;
    this.values = folder.resolve(entry.get("reference").getAsString());
  }

  /**
   * Gives the inputs to a model.
   *
   * @return the largest difference of the outputs from those of Keras, relative to the largest
   *     value of an output
   */
  double deviation(ModelSession session) throws IOException {
    FloatBuffer floats =
        ByteBuffer.wrap(Files.readAllBytes(values)).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    Map<String, Feed> feeds = new LinkedHashMap<>();
    List<TensorSpec> inputs = session.description().inputs();
    for (int i = 0; i < inputs.size(); i++) {
      assertThat(inputs.get(i).elementType()).isEqualTo(ElementType.FLOAT32);
      Shape shape = shape(entry.getAsJsonArray("inputs").get(i));
      feeds.put(inputs.get(i).name(), Feed.of(TensorValue.of(next(floats, shape), shape)));
    }
    Map<String, TensorValue> outputs = session.run(feeds);
    assertThat(outputs).hasSameSizeAs(entry.getAsJsonArray("outputs"));
    double deviation = 0;
    int index = 0;
    for (TensorValue output : outputs.values()) {
      Shape shape = shape(entry.getAsJsonArray("outputs").get(index++));
      assertThat(output.shape()).isEqualTo(shape);
      deviation = Math.max(deviation, deviation(output.floats(), next(floats, shape)));
    }
    assertThat(floats.remaining()).isZero();
    return deviation;
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

  private static double deviation(float[] actual, float[] expected) {
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
