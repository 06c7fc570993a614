package io.sightline.postprocess.segmentation;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.image.Geometry;
import io.sightline.image.Size;
import io.sightline.internal.RowBands;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import org.jspecify.annotations.Nullable;

/** Makes a map of class ids of what a model gave. */
final class MapReader {
  private final MapOutput output;
  private final ModelDescription model;
  private final @Nullable Labels labels;

  MapReader(MapOutput output, ModelDescription model, @Nullable Labels labels) {
    this.output = output;
    this.model = model;
    this.labels = labels;
  }

  /** The map in the model's size. */
  SegmentationMap read(Outputs outputs, @Nullable Geometry geometry) {
    if (output.kind() != MapKind.CLASS_SCORES) {
      TensorValue plane = plane(outputs);
      Size size = new Size((int) plane.shape().length(1), (int) plane.shape().length(0));
      short[] ids = output.kind() == MapKind.CLASS_IDS ? ids(plane) : foreground(numbers(plane));
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
    int to = fromRow * scores.size().width();
    for (int y = fromRow; y < toRow; y++) {
      scores.readRow(y, row);
      for (int from = 0; from < row.length; from += scores.classes()) {
        ids[to++] = (short) scores.best(row, from);
      }
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

  private short[] foreground(float[] scores) {
    short[] ids = new short[scores.length];
    for (int i = 0; i < ids.length; i++) {
      if (Float.isNaN(scores[i])) {
        throw ScoreMap.notANumber(output.name(), model);
      }
      ids[i] = (short) (scores[i] > output.threshold() ? 1 : 0);
    }
    return ids;
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
        "The output '%s' of %s holds no class ids: expected whole numbers from 0 to %d, found %s. %s"
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
