package io.sightline.postprocess.segmentation;

import io.sightline.postprocess.internal.Setting;
import io.sightline.postprocess.labels.Labels;
import org.jspecify.annotations.Nullable;

/** What the user said of a map; null for what is left to the model. */
record MapSettings(
    @Nullable Labels labels,
    @Nullable String output,
    @Nullable MapKind kind,
    @Nullable ClassAxis classAxis,
    @Nullable Float threshold,
    boolean inSource) {
  static final MapSettings NONE = new MapSettings(null, null, null, null, null, false);

  MapSettings withLabels(Labels newLabels) {
    Setting.requireUnset("labels", labels);
    return new MapSettings(newLabels, output, kind, classAxis, threshold, inSource);
  }

  MapSettings withOutput(String newOutput) {
    Setting.requireUnset("output", output);
    return new MapSettings(labels, newOutput, kind, classAxis, threshold, inSource);
  }

  MapSettings withKind(MapKind newKind) {
    Setting.requireUnset("kind", kind);
    return new MapSettings(labels, output, newKind, classAxis, threshold, inSource);
  }

  MapSettings withClassAxis(ClassAxis newAxis) {
    Setting.requireUnset("classAxis", classAxis);
    return new MapSettings(labels, output, kind, newAxis, threshold, inSource);
  }

  MapSettings withThreshold(float newThreshold) {
    Setting.requireUnset("threshold", threshold);
    return new MapSettings(labels, output, kind, classAxis, newThreshold, inSource);
  }

  MapSettings withInSource() {
    return new MapSettings(labels, output, kind, classAxis, threshold, true);
  }

  @Override
  public String toString() {
    return "segmentation"
        + (output == null ? "" : " of " + output)
        + (kind == null ? "" : ", " + kind)
        + (classAxis == null ? "" : ", classes " + classAxis)
        + (threshold == null ? "" : ", above " + threshold)
        + (labels == null ? "" : ", " + labels)
        + (inSource ? ", in the picture" : "");
  }
}
