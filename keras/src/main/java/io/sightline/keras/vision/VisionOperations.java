package io.sightline.keras.vision;

import io.sightline.keras.build.OperationFamily;
import java.util.List;

/** The families of operations on pictures. */
public final class VisionOperations {
  private VisionOperations() {}

  /** All of them. */
  public static List<OperationFamily> families() {
    return List.of(
        new AttentionOperations(),
        new ColorOperations(),
        new NormalizationOperations(),
        new SpatialOperations(),
        new WindowOperations());
  }
}
