package io.sightline.postprocess.segmentation;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.Findings;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import org.jspecify.annotations.Nullable;

/** Makes a map of class ids of what a model gave. */
final class MapReader {
  /** Stands in many data sets for what is not judged. */
  private static final int IGNORED_ID = 255;

  private static final float RANGE_TOLERANCE = 1e-3f;

  private final MapOutput output;
  private final ModelDescription model;
  private final @Nullable Labels labels;
  private final Findings findings;

  MapReader(MapOutput output, ModelDescription model, @Nullable Labels labels, Findings findings) {
    this.output = output;
    this.model = model;
    this.labels = labels;
    this.findings = findings;
  }

  /** The map in the model's size. */
  SegmentationMap read(Outputs outputs, @Nullable Geometry geometry) {
    if (output.kind() != MapKind.CLASS_SCORES) {
      TensorValue plane = plane(outputs);
      Size size = new Size((int) plane.shape().length(1), (int) plane.shape().length(0));
      short[] ids = output.kind() == MapKind.CLASS_IDS ? ids(plane) : foreground(plane);
      checkNames(ids);
      return new SegmentationMap(size, ids, labels, geometry);
    }
    ScoreMap scores = scores(outputs);
    Size size = scores.size();
    short[] ids = new short[Math.multiplyExact(size.width(), size.height())];
    RowBands.forEach(size.height(), scores.count(), (from, to) -> best(scores, from, to, ids));
    return new SegmentationMap(size, ids, names(scores), geometry);
  }

  /** Writes the class of each pixel of some rows. */
  private static void best(ScoreMap scores, int fromRow, int toRow, short[] ids) {
    float[] row = scores.newRow();
    for (int y = fromRow; y < toRow; y++) {
      scores.bestOfRow(y, row, ids);
    }
  }

  /** The labels of the classes that have scores, aligned by the background if need be. */
  private @Nullable Labels names(ScoreMap scores) {
    return labels == null
        ? null
        : labels
            .forClasses(scores.classes())
            .orElseThrow(
                () -> MapOutput.wrongLabels(output.name(), scores.classes(), model, labels));
  }

  /** The map in the size of the user's picture. */
  SegmentationMap readInSource(Outputs outputs, Geometry geometry) {
    if (output.kind() == MapKind.CLASS_IDS) {
      return read(outputs, geometry).toSource();
    }
    boolean hasClasses = output.kind() == MapKind.CLASS_SCORES;
    ScoreMap scores = hasClasses ? scores(outputs) : foregroundScores(outputs);
    Size source = geometry.source();
    short[] ids = new short[Math.multiplyExact(source.width(), source.height())];
    new BilinearClasses(scores, new SourceSampler(geometry, scores.size())).write(source, ids);
    return new SegmentationMap(
        source, ids, hasClasses ? names(scores) : labels, SegmentationMap.ofSource(geometry));
  }

  private TensorValue plane(Outputs outputs) {
    TensorValue value = outputs.tensor(output.name());
    TensorValue plane = value;
    while (plane.shape().rank() > 2 && plane.shape().length(0) == 1) {
      plane = plane.item(0);
    }
    if (plane.shape().rank() == 3 && plane.shape().length(2) == 1) {
      plane = plane.reshape(Shape.of(plane.shape().length(0), plane.shape().length(1)));
    }
    if (plane.shape().rank() != 2 || plane.size() == 0) {
      throw wrongShape("one number a pixel, [height, width]", value);
    }
    return plane;
  }

  private ScoreMap scores(Outputs outputs) {
    TensorValue value = outputs.tensor(output.name());
    TensorValue scores = value;
    while (scores.shape().rank() > 3 && scores.shape().length(0) == 1) {
      scores = scores.item(0);
    }
    if (scores.shape().rank() != 3 || scores.size() == 0) {
      throw wrongShape("scores for each pixel, [height, width, class]", value);
    }
    ClassAxis axis = output.classAxis();
    if (axis == null) {
      axis = ClassAxes.find(scores.shape(), labels, model);
    }
    if (axis == null) {
      throw MapOutput.unclearAxis(output.name(), scores.shape(), model);
    }
    return new ScoreMap(scores, axis, output.name(), model);
  }

  /** Foreground as two classes: the threshold and the score, so that equal ones are background. */
  private ScoreMap foregroundScores(Outputs outputs) {
    TensorValue plane = plane(outputs);
    float[] scores = numbers(plane);
    checkProbabilities(scores);
    Shape shape = Shape.of(plane.shape().length(0), plane.shape().length(1), 2);
    TensorValue pairs =
        TensorValue.writeFloats(
            shape,
            out -> {
              for (int i = 0; i < scores.length; i++) {
                out[2 * i] = output.threshold();
                out[2 * i + 1] = scores[i];
              }
            });
    return new ScoreMap(pairs, ClassAxis.LAST, output.name(), model);
  }

  private static float[] numbers(TensorValue plane) {
    if (plane.elementType().isFloatingPoint()) {
      return plane.floats();
    }
    long[] numbers = integers(plane);
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers[i];
    }
    return floats;
  }

  /** Integers, or truth values as 0 and 1. */
  private static long[] integers(TensorValue plane) {
    return plane.elementType() == ElementType.BOOL
        ? TensorValue.ofUint8(plane.bytes(), plane.shape()).longs()
        : plane.longs();
  }

  /** A plain list that is too short may lack its first name, and all others be wrong. */
  private void checkNames(short[] ids) {
    if (labels == null || labels.hasStatedIds()) {
      return;
    }
    int highest = 0;
    for (short id : ids) {
      int unsigned = Short.toUnsignedInt(id);
      highest = unsigned == IGNORED_ID ? highest : Math.max(highest, unsigned);
    }
    if (highest >= labels.size()) {
      findings.report(
          "names",
          "The labels do not fit the map '%s' of %s: expected a name for the id %s, found %s. Names may be shifted; use the label file that came with the model."
              .formatted(output.name(), model.name(), highest, labels));
    }
  }

  private short[] foreground(TensorValue plane) {
    float[] scores = numbers(plane);
    short[] ids = new short[scores.length];
    checkProbabilities(scores);
    for (int i = 0; i < ids.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw ScoreMap.notANumber(output.name(), model);
      }
      ids[i] = (short) (scores[i] > output.threshold() ? 1 : 0);
    }
    return ids;
  }

  /** A threshold between 0 and 1 is one for probabilities. */
  private void checkProbabilities(float[] scores) {
    if (output.threshold() <= 0 || output.threshold() >= 1) {
      return;
    }
    float lowest = Float.POSITIVE_INFINITY;
    float highest = Float.NEGATIVE_INFINITY;
    for (float score : scores) {
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
    }
    if (lowest < -RANGE_TOLERANCE || highest > 1 + RANGE_TOLERANCE) {
      findings.report(
          "no probabilities",
          "The scores in '%s' of %s are no probabilities: expected 0 to 1 for a threshold of %s, found %s to %s. For logits, use .threshold(0)."
              .formatted(output.name(), model.name(), output.threshold(), lowest, highest));
    }
  }

  private short[] ids(TensorValue plane) {
    short[] ids = new short[plane.size()];
    if (plane.elementType().isFloatingPoint()) {
      float[] numbers = plane.floats();
      for (int i = 0; i < ids.length; i++) {
        long id = (long) numbers[i];
        if (id != numbers[i] || id < 0 || id > SegmentationMap.MAX_ID) {
          throw noId(numbers[i]);
        }
        ids[i] = (short) id;
      }
      return ids;
    }
    long[] numbers = integers(plane);
    for (int i = 0; i < ids.length; i++) {
      if (numbers[i] < 0 || numbers[i] > SegmentationMap.MAX_ID) {
        throw noId(numbers[i]);
      }
      ids[i] = (short) numbers[i];
    }
    return ids;
  }

  private ModelRunException noId(Number found) {
    return new ModelRunException(
        "The output '%s' of %s holds no class ids: expected whole numbers from 0 to %s, found %s. %s"
            .formatted(
                output.name(),
                model.name(),
                SegmentationMap.MAX_ID,
                found,
                "State what its numbers are: .kind(...)."),
        model.name());
  }

  private ModelMismatchException wrongShape(String expected, TensorValue found) {
    return new ModelMismatchException(
        "The output '%s' of %s is no map: expected %s, found %s. %s"
            .formatted(
                output.name(), model.name(), expected, found, "Name another: .output(\"...\")."),
        model.name());
  }
}
