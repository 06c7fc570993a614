package io.sightline.detection.anchor;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays anchors out on feature maps: on each map the same sizes around the centre of every cell,
 * maps in the order in which they are added, rows from the top, columns from the left, then the
 * sizes.
 *
 * <pre>{@code
 * Anchors anchors =
 *     AnchorGrid.empty()
 *         .map(33, 33, List.of(new AnchorSize(0.04, 0.04), new AnchorSize(0.056, 0.056)))
 *         .map(17, 17, List.of(new AnchorSize(0.08, 0.08)))
 *         .anchors();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class AnchorGrid {
  private static final AnchorGrid EMPTY = new AnchorGrid(List.of());

  private record FeatureMap(int rows, int columns, List<AnchorSize> sizes) {
    long count() {
      return (long) rows * columns * sizes.size();
    }
  }

  private final List<FeatureMap> maps;

  private AnchorGrid(List<FeatureMap> maps) {
    this.maps = maps;
  }

  /**
   * A grid without maps.
   *
   * @return the grid
   */
  public static AnchorGrid empty() {
    return EMPTY;
  }

  /**
   * This grid with one more feature map.
   *
   * @param rows how many cells high the map is, at least 1
   * @param columns how many cells wide the map is, at least 1
   * @param sizes the anchors of each cell, in their order; at least one
   * @return the changed grid
   * @throws IllegalArgumentException if the map has no cells or no sizes
   */
  public AnchorGrid map(int rows, int columns, List<AnchorSize> sizes) {
    if (rows < 1 || columns < 1 || sizes.isEmpty()) {
      throw new IllegalArgumentException(
          "A feature map takes at least one cell and one size: got %sx%s cells and %s sizes"
              .formatted(columns, rows, sizes.size()));
    }
    List<FeatureMap> more = new ArrayList<>(maps);
    more.add(new FeatureMap(rows, columns, List.copyOf(sizes)));
    return new AnchorGrid(List.copyOf(more));
  }

  /**
   * The anchors of all maps. The centre of cell i of n lies at (i + 0.5) / n.
   *
   * @return the anchors
   * @throws IllegalStateException if there is no map
   */
  public Anchors anchors() {
    if (maps.isEmpty()) {
      throw new IllegalStateException("A grid without feature maps has no anchors: call map(...)");
    }
    long count = maps.stream().mapToLong(FeatureMap::count).sum();
    float[] values = new float[Math.toIntExact(4 * count)];
    int at = 0;
    for (FeatureMap map : maps) {
      at = write(map, values, at);
    }
    return Anchors.of(values);
  }

  private static int write(FeatureMap map, float[] values, int start) {
    int at = start;
    for (int row = 0; row < map.rows; row++) {
      float centerY = (float) ((row + 0.5) / map.rows);
      for (int column = 0; column < map.columns; column++) {
        float centerX = (float) ((column + 0.5) / map.columns);
        for (AnchorSize size : map.sizes) {
          values[at] = centerX;
          values[at + 1] = centerY;
          values[at + 2] = (float) size.width();
          values[at + 3] = (float) size.height();
          at += 4;
        }
      }
    }
    return at;
  }

  /** Returns the number of maps, as in {@code 5 feature maps}. */
  @Override
  public String toString() {
    return maps.size() + " feature maps";
  }
}
