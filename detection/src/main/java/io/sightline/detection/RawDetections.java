package io.sightline.detection;

import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.contract.CandidateKeypoints;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.nms.Survivors;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import java.util.Arrays;
import java.util.Optional;

/**
 * All that a model found in one picture, before anything is chosen: what to keep can be said later,
 * and said again, without running the model.
 *
 * <pre>{@code
 * RawDetections raw = predictor.predict(image); // of ObjectDetection.fromModel().candidates()
 * Detections sure = raw.select(Selection.standard().minScore(0.8f));
 * Detections all = raw.select(Selection.standard().minScore(0.1f));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class RawDetections {
  private final Candidates candidates;
  private final DetectionContract contract;
  private final ClassNames names;
  private final Geometry geometry;
  private final String model;

  RawDetections(
      Candidates candidates,
      DetectionContract contract,
      ClassNames names,
      Geometry geometry,
      String model) {
    this.candidates = candidates;
    this.contract = contract;
    this.names = names;
    this.geometry = geometry;
    this.model = model;
  }

  /**
   * What the model gave.
   *
   * @return the candidates as the contract reads them
   */
  public Candidates candidates() {
    return candidates;
  }

  /**
   * Chooses.
   *
   * <p>First the candidates whose score exceeds that of their class, then the suppression of those,
   * then the largest number of results. The order is that of the suppression, or the model's where
   * nothing is suppressed.
   *
   * @param selection what to keep
   * @return the detections in pixels of the picture as it was oriented for the model
   * @throws ModelMismatchException if the selection names a class that the labels do not have or no
   *     class has a name, or the model gave a class that the labels do not have
   * @throws io.sightline.error.ModelRunException if a box that is kept is not finite
   */
  public Detections select(Selection selection) {
    names.requireNames(selection.names());
    requireNamed(selection);
    CandidateScan scan =
        CandidateScan.of(
            candidates, ClassLimits.of(selection, contract.minScore(), names, candidates));
    int[] boxes = scan.boxes();
    float[] corners = BoxCorners.of(candidates, boxes, model);
    Optional<Suppression> suppression = selection.suppression().or(contract::suppression);
    Survivors survivors =
        suppression.isPresent()
            ? suppression.get().apply(corners, scan.scores(), scan.classIds())
            : Survivors.of(rows(scan.count()), corners, scan.scores(), scan.classIds());
    DetectionsBuilder found =
        Detections.builder(geometry.source(), geometry.orientation())
            .classNames(names::name)
            .classDisplayNames(names::displayName);
    for (int row : best(survivors, selection.maxResults().orElse(Integer.MAX_VALUE))) {
      add(survivors, row, boxes[survivors.index(row)], found);
    }
    return found.build();
  }

  /** A choice by name would choose nothing where no class has a name. */
  private void requireNamed(Selection selection) {
    boolean isNamed = names.areKnown() || !candidates.names().isEmpty();
    if (!isNamed && candidates.count() > 0 && !selection.names().isEmpty()) {
      throw new ModelMismatchException(
          "No class of %s has a name: expected labels to choose %s by, found none. %s"
              .formatted(
                  model, selection.names(), "Give them with .labels(...), or choose by class ids."),
          model);
    }
  }

  private static int[] rows(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  /** The rows with the highest scores, in their order; of equal scores the first. */
  private static int[] best(Survivors survivors, int most) {
    int[] all = rows(survivors.validCount());
    if (all.length <= most) {
      return all;
    }
    return Arrays.stream(all)
        .boxed()
        .sorted((one, other) -> Float.compare(survivors.score(other), survivors.score(one)))
        .limit(most)
        .mapToInt(row -> row)
        .sorted()
        .toArray();
  }

  private void add(Survivors survivors, int row, int candidate, DetectionsBuilder found) {
    names.require(survivors.classId(row));
    Size frame = geometry.target();
    boolean relative = candidates.unit() == BoxUnit.RELATIVE;
    double unitX = relative ? frame.width() : 1;
    double unitY = relative ? frame.height() : 1;
    double xMin = survivors.xMin(row) * unitX;
    double yMin = survivors.yMin(row) * unitY;
    double xMax = survivors.xMax(row) * unitX;
    double yMax = survivors.yMax(row) * unitY;
    found.add(
        (float) geometry.toSourceX(xMin),
        (float) geometry.toSourceY(yMin),
        (float) geometry.toSourceX(xMax),
        (float) geometry.toSourceY(yMax),
        survivors.score(row),
        survivors.classId(row));
    if (!names.areKnown() && !candidates.names().isEmpty()) {
      found.name(candidates.names().get(candidate));
      if (!candidates.displayNames().isEmpty()) {
        found.displayName(candidates.displayNames().get(candidate));
      }
    }
    PixelBox inFrame = new PixelBox((float) xMin, (float) yMin, (float) xMax, (float) yMax);
    candidates.masks().ifPresent(masks -> found.mask(masks.mask(candidate, inFrame, geometry)));
    candidates
        .keypoints()
        .ifPresent(points -> found.keypoints(keypoints(points, candidate, unitX, unitY)));
  }

  private Keypoints keypoints(
      CandidateKeypoints points, int candidate, double unitX, double unitY) {
    int count = points.x().columns();
    float[] inSource = new float[2 * count];
    for (int i = 0; i < count; i++) {
      float x = (float) geometry.toSourceX(points.x().get(candidate, i) * unitX);
      float y = (float) geometry.toSourceY(points.y().get(candidate, i) * unitY);
      boolean found = Float.isFinite(x) && Float.isFinite(y);
      inSource[2 * i] = found ? x : Float.NaN;
      inSource[2 * i + 1] = found ? y : Float.NaN;
    }
    FloatMatrix scores = points.scores();
    Keypoints keypoints = Keypoints.of(inSource);
    return scores == null ? keypoints : keypoints.scores(scores.row(candidate));
  }

  /** Returns the candidates and the geometry. */
  @Override
  public String toString() {
    return "%s in %s".formatted(candidates, geometry);
  }
}
