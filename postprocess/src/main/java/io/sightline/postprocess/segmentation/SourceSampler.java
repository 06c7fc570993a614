package io.sightline.postprocess.segmentation;

import io.sightline.image.Geometry;
import io.sightline.image.Size;

/**
 * Where the pixels of a picture lie in a map that a model made of it. A map may be smaller than the
 * picture that the model got; its cells then share that picture evenly.
 */
final class SourceSampler {
  /** A centre on the border of two cells belongs to the second, also if rounding left it before. */
  private static final double ROUNDING = 1e-9;

  private final Geometry geometry;
  private final Size map;

  SourceSampler(Geometry geometry, Size map) {
    this.geometry = geometry;
    this.map = map;
  }

  Size source() {
    return geometry.source();
  }

  /** Along one axis: the places of the centres of the picture's columns, in cells of the map. */
  double[] columns() {
    double cells = (double) map.width() / geometry.target().width();
    double[] places = new double[source().width()];
    for (int x = 0; x < places.length; x++) {
      places[x] = geometry.toTargetX(x + 0.5) * cells;
    }
    return places;
  }

  /** The places of the centres of the picture's rows, in cells of the map. */
  double[] rows() {
    double cells = (double) map.height() / geometry.target().height();
    double[] places = new double[source().height()];
    for (int y = 0; y < places.length; y++) {
      places[y] = geometry.toTargetY(y + 0.5) * cells;
    }
    return places;
  }

  /** The cell that each place lies in; -1 outside of the map. */
  static int[] cells(double[] places, int length) {
    int[] cells = new int[places.length];
    for (int i = 0; i < cells.length; i++) {
      double cell = Math.floor(places[i] + ROUNDING);
      cells[i] = cell >= 0 && cell < length ? (int) cell : -1;
    }
    return cells;
  }
}
