package io.sightline.detection.yolo;

import io.sightline.detection.contract.DetectionContract;

/**
 * The contracts of YOLO models, to state one where a model does not tell:
 *
 * <pre>{@code
 * ObjectDetection.of(YoloContracts.v8(YoloUnit.PIXELS))
 * }</pre>
 *
 * <p>What each takes for granted is in {@link DetectionContract#assumptions}. All are immutable and
 * safe for use by several threads.
 */
public final class YoloContracts {
  private YoloContracts() {}

  /**
   * YOLOv5: {@code [25200, 5 + classes]}, suppressed here with an IoU of 0.45 to the best 1000;
   * minimum score 0.25.
   *
   * @param unit what the coordinates count; YOLOv5's own exports are normalized
   * @return the contract
   */
  public static DetectionContract v5(YoloUnit unit) {
    return new Yolo("yolo-v5", Yolo.Layout.OBJECTNESS_ROWS, unit, YoloPoints.NONE);
  }

  /**
   * YOLOv8 to v12: {@code [4 + classes, 8400]}, and masks where there is an output of prototypes.
   * Suppressed here with an IoU of 0.7 to the best 300; minimum score 0.25.
   *
   * @param unit what the coordinates count
   * @return the contract
   */
  public static DetectionContract v8(YoloUnit unit) {
    return new Yolo("yolo-v8", Yolo.Layout.COLUMNS, unit, YoloPoints.NONE);
  }

  /**
   * The same with rows and columns exchanged: {@code [8400, 4 + classes]}.
   *
   * @param unit what the coordinates count
   * @return the contract
   */
  public static DetectionContract v8Rows(YoloUnit unit) {
    return new Yolo("yolo-v8-rows", Yolo.Layout.ROWS, unit, YoloPoints.NONE);
  }

  /**
   * The pose models of YOLOv8 to v12.
   *
   * @param points how many points a box has: 17 for people
   * @param values 3 for x, y and score, 2 for x and y
   * @param unit what the coordinates count
   * @return the contract
   * @throws IllegalArgumentException if there is no point or {@code values} is neither 2 nor 3
   */
  public static DetectionContract v8Pose(int points, int values, YoloUnit unit) {
    return new Yolo(
        "yolo-v8-pose", Yolo.Layout.COLUMNS, unit, new YoloPoints(requirePoints(points), values));
  }

  private static int requirePoints(int points) {
    if (points < 1) {
      throw new IllegalArgumentException("A pose takes at least one point: got " + points);
    }
    return points;
  }

  /**
   * YOLO models that have suppressed already, exported with {@code nms=True} or end to end: {@code
   * [300, 6]}, and masks where there is an output of prototypes.
   *
   * @param unit what the coordinates count
   * @return the contract
   */
  public static DetectionContract endToEnd(YoloUnit unit) {
    return new YoloEndToEnd("yolo-end-to-end", unit, YoloPoints.NONE);
  }

  /**
   * Pose models that have suppressed already.
   *
   * @param points how many points a box has
   * @param values 3 for x, y and score, 2 for x and y
   * @param unit what the coordinates count
   * @return the contract
   * @throws IllegalArgumentException if there is no point or {@code values} is neither 2 nor 3
   */
  public static DetectionContract endToEndPose(int points, int values, YoloUnit unit) {
    return new YoloEndToEnd(
        "yolo-end-to-end-pose", unit, new YoloPoints(requirePoints(points), values));
  }
}
