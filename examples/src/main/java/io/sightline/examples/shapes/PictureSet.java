package io.sightline.examples.shapes;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/**
 * A reproducible, practically endless sequence of pictures. The sets draw from seeds that lie far
 * apart, so no picture of one set occurs in another.
 */
enum PictureSet {
  /** What the model learns from. The smallest pictures are as small as its input. */
  TRAINING(0, 64, 160),
  /** What its accuracy is measured on: never smaller than twice the model's input. */
  TEST(1_000_000_000L, 128, 256),
  /** The pictures in {@code examples/pictures}. */
  SAMPLES(2_000_000_000L, 160, 224);

  private static final double MAX_ASPECT_RATIO = 1.5;

  private final long firstSeed;
  private final int minSide;
  private final int maxSide;

  PictureSet(long firstSeed, int minSide, int maxSide) {
    this.firstSeed = firstSeed;
    this.minSide = minSide;
    this.maxSide = maxSide;
  }

  /** The index in {@link ShapeClass#ALL} of what a picture of any set shows: classes take turns. */
  static int classIndex(int number) {
    return number % ShapeClass.ALL.size();
  }

  /**
   * Draws a picture.
   *
   * @param number which one, from 0
   * @return a picture whose longer side is up to 1.5 times its shorter side, in either orientation
   */
  BufferedImage picture(int number) {
    SplittableRandom random = new SplittableRandom(firstSeed + number);
    int shorter = random.nextInt(minSide, maxSide + 1);
    int longer = (int) (shorter * random.nextDouble(1, MAX_ASPECT_RATIO));
    boolean landscape = random.nextBoolean();
    int width = landscape ? longer : shorter;
    int height = landscape ? shorter : longer;
    return ShapeDrawing.draw(ShapeClass.ALL.get(classIndex(number)), width, height, random);
  }
}
