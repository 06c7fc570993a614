package io.sightline.keras.read;

import io.sightline.keras.graph.SupportedLayers;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.ModelGraph;
import io.sightline.keras.model.TensorRef;
import io.sightline.keras.model.Weight;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads models for tests, and says what came out in short. */
final class ReaderFixture {
  private ReaderFixture() {}

  static KerasModel read(Path path) {
    return new ModelReader(new SupportedLayers()).read(path, Optional.empty());
  }

  static KerasModel read(Path directory, byte[] bytes) throws IOException {
    return read(Files.write(directory.resolve("model"), bytes));
  }

  /** The calls in order: {@code add(a, b.1)} takes the second call of b. */
  static String calls(ModelGraph graph) {
    return graph.calls().stream().map(ReaderFixture::call).collect(Collectors.joining(" "));
  }

  private static String call(LayerCall call) {
    return call.layer().name()
        + call.tensors().stream()
            .map(ReaderFixture::tensor)
            .collect(Collectors.joining(",", "(", ")"));
  }

  static String tensor(TensorRef ref) {
    return ref.layer().name()
        + (ref.call() == 0 ? "" : "." + ref.call())
        + (ref.output() == 0 ? "" : ":" + ref.output());
  }

  static String outputs(ModelGraph graph) {
    return graph.outputs().stream()
        .map(output -> output.name() + "=" + tensor(output.tensor()))
        .collect(Collectors.joining(" "));
  }

  /** The first value of each weight: {@code layer/role=value}. */
  static String firstValues(KerasModel model) {
    return model.layers().stream()
        .flatMap(layer -> model.weights(layer).all().stream().map(weight -> first(layer, weight)))
        .collect(Collectors.joining(" "));
  }

  private static String first(Layer layer, Weight weight) {
    FloatBuffer values = weight.values().get();
    return layer.name() + "/" + weight.role() + "=" + (int) values.get(0);
  }
}
