package io.sightline.detection.output;

import io.sightline.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outputs of TensorFlow's Object Detection API in a graph that has lost their names: exported
 * for TensorFlow 2, they follow each other in the alphabetical order of their keys.
 */
public final class ApiOutputs {
  /** What an output looks like. */
  private enum Form {
    BOXES,
    MATRIX,
    POINTS,
    COLUMN,
    COUNT
  }

  /** One set of keys in their order, and the form of each. */
  private static final List<Map<String, Form>> SETS =
      List.of(anchored(), centerNet(), centerNetWithKeypoints());

  private ApiOutputs() {}

  private static Map<String, Form> anchored() {
    Map<String, Form> set = new LinkedHashMap<>();
    set.put("detection_anchor_indices", Form.COLUMN);
    set.put("detection_boxes", Form.BOXES);
    set.put("detection_classes", Form.COLUMN);
    set.put("detection_multiclass_scores", Form.MATRIX);
    set.put("detection_scores", Form.COLUMN);
    set.put("num_detections", Form.COUNT);
    set.put("raw_detection_boxes", Form.BOXES);
    set.put("raw_detection_scores", Form.MATRIX);
    return set;
  }

  private static Map<String, Form> centerNet() {
    Map<String, Form> set = new LinkedHashMap<>();
    set.put("detection_boxes", Form.BOXES);
    set.put("detection_classes", Form.COLUMN);
    set.put("detection_scores", Form.COLUMN);
    set.put("num_detections", Form.COUNT);
    return set;
  }

  private static Map<String, Form> centerNetWithKeypoints() {
    Map<String, Form> set = new LinkedHashMap<>();
    set.put("detection_boxes", Form.BOXES);
    set.put("detection_classes", Form.COLUMN);
    set.put("detection_keypoint_scores", Form.MATRIX);
    set.put("detection_keypoints", Form.POINTS);
    set.put("detection_scores", Form.COLUMN);
    set.put("num_detections", Form.COUNT);
    return set;
  }

  /** From the API's keys to the names of the outputs; empty if these are others. */
  public static Optional<Map<String, String>> inOrder(List<TensorSpec> outputs) {
    List<TensorSpec> ordered = OutputRoles.inNumberOrder(outputs, TensorSpec::name);
    for (Map<String, Form> set : SETS) {
      Map<String, String> names = new LinkedHashMap<>();
      int at = 0;
      for (Map.Entry<String, Form> key : set.entrySet()) {
        if (set.size() == ordered.size() && mayBe(ordered.get(at), key.getValue())) {
          names.put(key.getKey(), ordered.get(at).name());
        }
        at++;
      }
      if (names.size() == set.size()) {
        return Optional.of(names);
      }
    }
    return Optional.empty();
  }

  private static boolean mayBe(TensorSpec output, Form form) {
    return output.elementType().isFloatingPoint()
        && switch (form) {
          case BOXES -> ModelShapes.isItem(output, -1, 4) && output.shape().length(-1) == 4;
          case MATRIX -> ModelShapes.isItem(output, -1, -1);
          case POINTS -> ModelShapes.isItem(output, -1, -1, 2) && output.shape().length(-1) == 2;
          case COLUMN -> ModelShapes.isItem(output, -1);
          case COUNT -> ModelShapes.isItem(output);
        };
  }
}
