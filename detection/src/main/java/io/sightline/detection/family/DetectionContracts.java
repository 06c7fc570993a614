package io.sightline.detection.family;

import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.ssd.ScoreConversion;
import io.sightline.detection.ssd.SsdHead;
import io.sightline.detection.yolo.YoloContracts;
import io.sightline.detection.yolo.YoloUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The contracts of known families of detection models, to state one where a model does not tell:
 *
 * <pre>{@code
 * ObjectDetection.of(DetectionContracts.efficientDetTf2())
 * }</pre>
 *
 * <p>What each takes for granted is in {@link DetectionContract#assumptions}. Those of YOLO are in
 * {@link YoloContracts}; raw SSD heads are made with {@link SsdHead}. All are immutable and safe
 * for use by several threads.
 */
public final class DetectionContracts {
  /** The stride of the feature map that CenterNet's boxes are in. */
  private static final int CENTER_NET_STRIDE = 4;

  private static final Map<String, Supplier<DetectionContract>> BY_NAME = byName();

  private DetectionContracts() {}

  private static Map<String, Supplier<DetectionContract>> byName() {
    List<Supplier<DetectionContract>> all =
        List.of(
            DetectionContracts::tensorFlowApi,
            DetectionContracts::tensorFlowApiRaw,
            DetectionContracts::modelGarden,
            DetectionContracts::openImages,
            DetectionContracts::efficientDetTf1,
            DetectionContracts::efficientDetTf1Coco,
            DetectionContracts::efficientDetTf2,
            DetectionContracts::retinaNet,
            () -> YoloContracts.v5(YoloUnit.BY_VALUES),
            DetectionContracts::yolo5Nms,
            () -> YoloContracts.v8(YoloUnit.BY_VALUES),
            () -> YoloContracts.v8Rows(YoloUnit.BY_VALUES),
            () -> YoloContracts.endToEnd(YoloUnit.BY_VALUES),
            () -> centerNet(CENTER_NET_STRIDE),
            DetectionContracts::tfLite,
            DetectionContracts::mtcnn,
            DetectionContracts::faceMask,
            () -> SsdHead.mobileNet(ScoreConversion.SIGMOID),
            () -> SsdHead.mobileNet(ScoreConversion.SOFTMAX),
            () -> SsdHead.mobileNet(ScoreConversion.IDENTITY));
    Map<String, Supplier<DetectionContract>> byName = new LinkedHashMap<>();
    all.forEach(contract -> byName.put(contract.get().name(), contract));
    byName.put("yolo-v8-pose", () -> YoloContracts.v8Pose(17, 3, YoloUnit.BY_VALUES));
    return byName;
  }

  /**
   * The names of all contracts that need nothing else to be said.
   *
   * @return the names, such as {@code yolo-v8}
   */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A contract by its name, as on a command line.
   *
   * @param name one of {@link #names}
   * @return the contract; empty if there is none of that name
   */
  public static Optional<DetectionContract> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name)).map(Supplier::get);
  }

  /**
   * TensorFlow's Object Detection API: {@code detection_boxes}, {@code detection_scores}, {@code
   * detection_classes} and, where they are there, {@code num_detections}, masks and keypoints. In a
   * graph that has lost these names the outputs are taken in the alphabetical order of the keys.
   *
   * @return the contract
   */
  public static DetectionContract tensorFlowApi() {
    return TensorFlowApi.byName();
  }

  /**
   * The same, of a graph whose outputs have lost their names, as when it was frozen.
   *
   * @param outputs from the API's key, such as {@code detection_boxes}, to the output's name
   * @return the contract
   */
  public static DetectionContract tensorFlowApi(Map<String, String> outputs) {
    return new TensorFlowApi("tf-object-detection", Map.copyOf(outputs));
  }

  /**
   * TensorFlow's Object Detection API before its suppression: {@code raw_detection_boxes} and
   * {@code raw_detection_scores}. Suppressed here with an IoU of 0.6 within each class.
   *
   * @return the contract
   */
  public static DetectionContract tensorFlowApiRaw() {
    return new RawTensorFlowApi();
  }

  /**
   * RetinaNet and Mask R-CNN of TensorFlow's Model Garden (official/vision), which names its
   * outputs as the Object Detection API does and gives pixels of the picture that it resized
   * itself; its {@code image_info} says how.
   *
   * @return the contract
   */
  public static DetectionContract modelGarden() {
    return new ModelGarden();
  }

  /**
   * The Open Images v4 detectors of TensorFlow Hub.
   *
   * @return the contract
   */
  public static DetectionContract openImages() {
    return new OpenImages();
  }

  /**
   * EfficientDet of google/automl for TensorFlow 1: one output of {@code [100, 7]}.
   *
   * @return the contract
   */
  public static DetectionContract efficientDetTf1() {
    return DetectionRows.efficientDet();
  }

  /**
   * The same, exported with boxes as COCO writes them.
   *
   * @return the contract
   */
  public static DetectionContract efficientDetTf1Coco() {
    return DetectionRows.efficientDetCoco();
  }

  /**
   * EfficientDet of google/automl for TensorFlow 2: boxes, scores, classes and their count.
   *
   * @return the contract
   */
  public static DetectionContract efficientDetTf2() {
    return FourOutputs.efficientDet();
  }

  /**
   * keras-retinanet: boxes, scores and labels.
   *
   * @return the contract
   */
  public static DetectionContract retinaNet() {
    return new RetinaNet();
  }

  /**
   * YOLOv5, exported with {@code --nms}.
   *
   * @return the contract
   */
  public static DetectionContract yolo5Nms() {
    return FourOutputs.yolo5();
  }

  /**
   * CenterNet in Keras: {@code [100, 6]} with boxes in cells of its feature map.
   *
   * @param stride how many pixels a cell is: 4 for the published models; 1 if the model scales its
   *     boxes itself
   * @return the contract
   * @throws IllegalArgumentException if the stride is below 1
   */
  public static DetectionContract centerNet(int stride) {
    if (stride < 1) {
      throw new IllegalArgumentException("A stride must be at least 1: got " + stride);
    }
    return DetectionRows.centerNet(stride);
  }

  /**
   * The four outputs of TensorFlow Lite's detection post-processing, told by their shapes and
   * values.
   *
   * @return the contract
   */
  public static DetectionContract tfLite() {
    return new TfLiteOutputs();
  }

  /**
   * MTCNN as one graph: {@code box}, {@code prob} and {@code landmarks}.
   *
   * @return the contract
   */
  public static DetectionContract mtcnn() {
    return new Mtcnn();
  }

  /**
   * The face-mask detectors of AIZOOTech/FaceMaskDetection for 260x260, suppressed here across
   * classes with an IoU of 0.4; minimum score 0.5.
   *
   * @return the contract
   */
  public static DetectionContract faceMask() {
    return SsdHead.faceMask();
  }
}
