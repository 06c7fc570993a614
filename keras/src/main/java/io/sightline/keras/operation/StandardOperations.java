package io.sightline.keras.operation;

import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.build.OperationFamily;
import io.sightline.keras.model.Layer;
import io.sightline.keras.vision.VisionOperations;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of Keras that can be computed: classes of {@code keras.ops} and functions of
 * TensorFlow that stand between layers.
 */
public final class StandardOperations {
  private static final List<OperationFamily> FAMILIES =
      List.of(
          new Arithmetic(),
          new Conversions(),
          new Functions(),
          new Indexing(),
          new Mathematics(),
          new Orderings(),
          new Products(),
          new Reductions(),
          new Selections(),
          new ShapeOperations(),
          new Statistics(),
          new Turnings());

  /** Modules of TensorFlow whose functions bear the names of others that are supported. */
  private static final List<String> OTHER_MODULES =
      List.of("strings.", "ragged.", "sparse.", "signal.", "random.", "io.", "bitwise.");

  private static final Map<String, LayerBuilder> TABLE = table();

  private StandardOperations() {}

  private static Map<String, LayerBuilder> table() {
    Map<String, LayerBuilder> table = new HashMap<>();
    FAMILIES.forEach(family -> family.addTo(table::put));
    VisionOperations.families().forEach(family -> family.addTo(table::put));
    return Map.copyOf(table);
  }

  /** What adds a call of the operation to a graph; empty if it is not supported. */
  public static Optional<LayerBuilder> find(Layer operation) {
    String name = operation.className();
    return OTHER_MODULES.stream().anyMatch(name::startsWith)
        ? Optional.empty()
        : Optional.ofNullable(TABLE.get(key(name)));
  }

  /** {@code expanddims} of {@code ExpandDims} and of {@code tf.expand_dims}. */
  static String key(String name) {
    String plain = name.substring(name.lastIndexOf('.') + 1);
    return plain.replace("_", "").toLowerCase(Locale.ROOT);
  }
}
