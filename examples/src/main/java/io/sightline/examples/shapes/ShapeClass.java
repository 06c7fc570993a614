package io.sightline.examples.shapes;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.Locale;

/**
 * What a picture can show. The order of the constants is the order of the model's scores.
 *
 * <p>The classes stay distinct under rotation, scaling and mild stretching; that is why there is no
 * rectangle beside the square and no hexagon beside the circle.
 */
enum ShapeClass {
  ARROW,
  CIRCLE,
  CRESCENT,
  CROSS,
  HEART,
  RING,
  SQUARE,
  STAR,
  TRIANGLE;

  /** All classes, in score order. */
  static final List<ShapeClass> ALL = List.of(values());

  /** The name in {@code labels.txt}: lower case English. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A new outline to fill, inside the circle of radius 1 around the origin. */
  Shape outline() {
    return switch (this) {
      case ARROW -> arrow();
      case CIRCLE -> disc(0, 1);
      case CRESCENT -> cutOut(disc(0, 1), disc(0.5, 0.85));
      case CROSS -> cross();
      case HEART -> heart();
      case RING -> cutOut(disc(0, 1), disc(0, 0.55));
      case SQUARE -> radial(4, 1);
      case STAR -> radial(10, 1, 0.42);
      case TRIANGLE -> radial(3, 1);
    };
  }

  private static Shape arrow() {
    return polygon(-0.95, -0.24, 0.1, -0.24, 0.1, -0.68, 1, 0, 0.1, 0.68, 0.1, 0.24, -0.95, 0.24);
  }

  private static Shape cross() {
    double arm = 0.95;
    double half = 0.28;
    return polygon(
        -half, -arm, half, -arm, half, -half, arm, -half, arm, half, half, half, half, arm, -half,
        arm, -half, half, -arm, half, -arm, -half, -half, -half);
  }

  private static Shape heart() {
    Path2D path = new Path2D.Double();
    path.moveTo(0, 0.95);
    path.curveTo(-0.5, 0.5, -0.95, 0.2, -0.95, -0.3);
    path.curveTo(-0.95, -0.75, -0.65, -0.85, -0.45, -0.85);
    path.curveTo(-0.2, -0.85, 0, -0.65, 0, -0.4);
    path.curveTo(0, -0.65, 0.2, -0.85, 0.45, -0.85);
    path.curveTo(0.65, -0.85, 0.95, -0.75, 0.95, -0.3);
    path.curveTo(0.95, 0.2, 0.5, 0.5, 0, 0.95);
    path.closePath();
    return path;
  }

  private static Shape disc(double centerX, double radius) {
    return new Ellipse2D.Double(centerX - radius, -radius, 2 * radius, 2 * radius);
  }

  private static Shape cutOut(Shape whole, Shape hole) {
    Area area = new Area(whole);
    area.subtract(new Area(hole));
    return area;
  }

  /** A closed outline whose corners lie at equal angles, at the given radii in turn. */
  private static Shape radial(int corners, double... radii) {
    double[] coordinates = new double[2 * corners];
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double radius = radii[i % radii.length];
      coordinates[2 * i] = radius * Math.cos(angle);
      coordinates[2 * i + 1] = radius * Math.sin(angle);
    }
    return polygon(coordinates);
  }

  /** A closed outline through points given as x, y, x, y, … */
  private static Shape polygon(double... coordinates) {
    Path2D path = new Path2D.Double();
    path.moveTo(coordinates[0], coordinates[1]);
    for (int i = 2; i < coordinates.length; i += 2) {
      path.lineTo(coordinates[i], coordinates[i + 1]);
    }
    path.closePath();
    return path;
  }
}
