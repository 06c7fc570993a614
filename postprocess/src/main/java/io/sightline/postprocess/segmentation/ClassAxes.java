package io.sightline.postprocess.segmentation;

import io.sightline.model.ModelDescription;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells on which of its axes a map of scores has the classes: where the number of labels is, else
 * beside the two axes of equal length, else where the model's input has its channels.
 */
final class ClassAxes {
  private ClassAxes() {}

  /** The axis, for a shape with at least three axes; null if none of the rules decides. */
  static @Nullable ClassAxis find(Shape shape, @Nullable Labels labels, ModelDescription model) {
    long first = shape.length(-3);
    long middle = shape.length(-2);
    long last = shape.length(-1);
    ClassAxis axis = labels == null ? null : only(fits(labels, last), fits(labels, first));
    if (axis == null) {
      axis = only(first >= 0 && first == middle, last >= 0 && last == middle);
    }
    if (axis == null) {
      axis = only(last >= 0 && first < 0, first >= 0 && last < 0);
    }
    return axis == null ? likeInput(model) : axis;
  }

  /** Whether the labels can be those of as many classes, the background aside. */
  static boolean fits(Labels labels, long classes) {
    return classes > 0 && labels.forClasses((int) classes).isPresent();
  }

  private static @Nullable ClassAxis only(boolean last, boolean first) {
    if (last == first) {
      return null;
    }
    return last ? ClassAxis.LAST : ClassAxis.FIRST;
  }

  private static @Nullable ClassAxis likeInput(ModelDescription model) {
    boolean last = false;
    boolean first = false;
    for (TensorSpec input : model.inputs()) {
      Shape shape = input.shape();
      if (shape.hasKnownRank() && shape.rank() == 4) {
        last |= isChannels(shape.length(3));
        first |= isChannels(shape.length(1));
      }
    }
    return only(last, first);
  }

  private static boolean isChannels(long length) {
    return length == 1 || length == 3 || length == 4;
  }
}
