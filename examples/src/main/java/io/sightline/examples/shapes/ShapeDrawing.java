package io.sightline.examples.shapes;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * Draws one shape on a cluttered background. Everything but class and picture size comes from the
 * random source, so equal seeds give equal pictures. All lengths are in pixels; those called shares
 * are relative to the shorter side of the picture.
 */
final class ShapeDrawing {
  private static final double MIN_DIAMETER_SHARE = 0.35;
  private static final double MAX_DIAMETER_SHARE = 0.85;

  private final Graphics2D graphics;
  private final int width;
  private final int height;
  private final int side;
  private final SplittableRandom random;
  private final Palette palette;

  private ShapeDrawing(BufferedImage image, SplittableRandom random) {
    this.graphics = image.createGraphics();
    this.width = image.getWidth();
    this.height = image.getHeight();
    this.side = Math.min(width, height);
    this.random = random;
    this.palette = Palette.random(random);
  }

  /** Draws a picture of type {@link BufferedImage#TYPE_INT_RGB}. */
  static BufferedImage draw(ShapeClass shape, int width, int height, SplittableRandom random) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    ShapeDrawing drawing = new ShapeDrawing(image, random);
    try {
      drawing.draw(shape);
    } finally {
      drawing.graphics.dispose();
    }
    return image;
  }

  private void draw(ShapeClass shape) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    if (random.nextBoolean()) {
      fillWithGradient();
    } else {
      fillWithTiles();
    }
    drawStrokes(random.nextInt(2, 7));
    drawBlobs(random.nextInt(3, 10));
    drawShape(shape);
  }

  private void fillWithGradient() {
    double angle = random.nextDouble(2 * Math.PI);
    double reach = 0.5 * Math.max(width, height);
    double dx = reach * Math.cos(angle);
    double dy = reach * Math.sin(angle);
    Point2D from = new Point2D.Double(0.5 * width - dx, 0.5 * height - dy);
    Point2D to = new Point2D.Double(0.5 * width + dx, 0.5 * height + dy);
    graphics.setPaint(
        new GradientPaint(from, palette.clutter(random), to, palette.clutter(random)));
    graphics.fillRect(0, 0, width, height);
  }

  private void fillWithTiles() {
    int tile = side / random.nextInt(5, 12);
    for (int y = 0; y < height; y += tile) {
      for (int x = 0; x < width; x += tile) {
        graphics.setColor(Palette.darken(palette.background(), random.nextDouble(0.12)));
        graphics.fillRect(x, y, tile, tile);
      }
    }
  }

  private void drawStrokes(int count) {
    for (int i = 0; i < count; i++) {
      graphics.setColor(palette.clutter(random));
      graphics.setStroke(new BasicStroke((float) (side * random.nextDouble(0.01, 0.03))));
      graphics.draw(new QuadCurve2D.Double(anyX(), anyY(), anyX(), anyY(), anyX(), anyY()));
    }
  }

  private void drawBlobs(int count) {
    for (int i = 0; i < count; i++) {
      graphics.setColor(palette.clutter(random));
      graphics.fill(
          new Ellipse2D.Double(
              anyX(),
              anyY(),
              side * random.nextDouble(0.03, 0.1),
              side * random.nextDouble(0.03, 0.1)));
    }
  }

  private void drawShape(ShapeClass shape) {
    double radius = 0.5 * side * random.nextDouble(MIN_DIAMETER_SHARE, MAX_DIAMETER_SHARE);
    AffineTransform placement = new AffineTransform();
    placement.translate(
        random.nextDouble(radius, width - radius), random.nextDouble(radius, height - radius));
    placement.rotate(random.nextDouble(2 * Math.PI));
    placement.scale(radius, radius);

    Color color = palette.foreground();
    Color shade = Palette.darken(color, random.nextDouble(0.2));
    graphics.transform(placement);
    graphics.setPaint(new GradientPaint(-1, 0, color, 1, 0, shade));
    graphics.fill(shape.outline());
  }

  private double anyX() {
    return random.nextDouble(width);
  }

  private double anyY() {
    return random.nextDouble(height);
  }
}
