package io.sightline.keras.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.keras.TestFiles;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.graph.SupportedLayers;
import io.sightline.keras.layer.StandardLayers;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keras 3 writes no modules to HDF5, and one name for a layer and an operation. */
class OperationRecognitionTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Average | {\"name\":\"y\",\"axis\":1} | OPERATION",
        "Average | {\"name\":\"y\",\"trainable\":true,\"dtype\":\"float32\"} | LAYER",
        "Softmax | {\"name\":\"y\",\"axis\":-1} | OPERATION",
        "Prod | {\"name\":\"y\",\"axis\":1,\"keepdims\":false,\"dtype\":null} | OPERATION",
        "OnesLike | {\"name\":\"y\",\"dtype\":\"int32\"} | OPERATION",
        "SpatialDropout2D | {\"name\":\"y\",\"rate\":0.5,\"dtype\":\"float32\"} | LAYER",
        "Cast | {\"name\":\"y\",\"dtype\":\"int32\"} | OPERATION",
        "Custom>Square | {\"power\":2} | LAYER",
        "Square | {\"power\":2} | LAYER"
      })
  void read_hdf5_tellsLayersFromOperations(String className, String config, Kind expected)
      throws IOException {
    String call =
        "{\"class_name\":\"%s\",\"name\":\"y\",\"config\":%s,\"inbound_nodes\":[{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"x\",0,0]}}],\"kwargs\":{}}]}"
            .formatted(className, config);
    String input =
        "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"config\":{\"name\":\"x\",\"batch_shape\":[null,2],\"dtype\":\"float32\"},\"inbound_nodes\":[]}";
    String model =
        "{\"class_name\":\"Functional\",\"config\":{\"name\":\"f\",\"layers\":[%s,%s],\"input_layers\":[[\"x\",0,0]],\"output_layers\":[[\"y\",0,0]]}}"
            .formatted(input, call);
    Path file =
        Files.write(directory.resolve("model.h5"), TestFiles.hdf5(model, "3.15.1", Map.of()));
    SupportedLayers catalog =
        new SupportedLayers(
            new StandardLayers()
                .with("Square", WeightLayout.NONE, scope -> List.of(scope.input())));

    try (KerasModel read = new ModelReader(catalog).read(file, Optional.empty())) {
      assertThat(read.graph().calls().get(0).layer().kind()).isEqualTo(expected);
    }
  }
}
