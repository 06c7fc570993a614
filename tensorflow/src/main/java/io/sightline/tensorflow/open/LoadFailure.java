package io.sightline.tensorflow.open;

import io.sightline.error.ModelLoadException;
import io.sightline.tensorflow.file.GraphIndex;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** Says in plain words why TensorFlow refused a model. */
final class LoadFailure {
  private LoadFailure() {}

  static ModelLoadException of(String model, GraphIndex graph, RuntimeException failure) {
    String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("nothing");
    if (said.endsWith(".")) {
      said = said.substring(0, said.length() - 1);
    }
    String message;
    if (said.contains("Op type not registered")) {
      message =
          ("expected operations of TensorFlow %s, found %s, which it does not have. They come from a"
                  + " custom or newer library: export the model with standard operations only.")
              .formatted(TensorFlow.version(), unknownOperations(graph));
    } else if (said.contains("min consumer version")) {
      message =
          ("expected a graph that TensorFlow %s can run, found one that asks for a newer TensorFlow"
                  + " (%s). Export the model with an older one.")
              .formatted(TensorFlow.version(), said);
    } else if (isDamagedCheckpoint(said)) {
      message =
          "expected complete weights in its 'variables' folder, found them damaged or cut off (%s). Copy the SavedModel again."
              .formatted(said);
    } else {
      message =
          "expected a model that TensorFlow %s loads, TensorFlow said: %s. Export the model again."
              .formatted(TensorFlow.version(), said);
    }
    return new ModelLoadException(
        "The model %s cannot be opened: %s".formatted(model, message), model, failure);
  }

  private static boolean isDamagedCheckpoint(String said) {
    return said.contains("Checksum does not match")
        || said.contains("Read less bytes than requested")
        || said.contains("sstable")
        || (said.contains("No such file") && said.contains("variables"))
        || said.contains("corrupted")
        || said.contains("data loss")
        || said.contains("not found in checkpoint");
  }

  private static String unknownOperations(GraphIndex graph) {
    Set<String> known = new HashSet<>(graph.functions());
    TensorFlow.registeredOpList().getOpList().stream().map(OpDef::getName).forEach(known::add);
    return graph.operations().keySet().stream()
        .filter(operation -> !known.contains(operation))
        .collect(Collectors.joining(", "));
  }
}
