package io.sightline.examples.shapes;

import java.awt.Color;
import java.util.SplittableRandom;

/** The colours of one picture: a muted background and a foreground that stands out from it. */
record Palette(Color background, Color foreground) {
  /** Smallest difference in luma between foreground and background, of 255. */
  private static final double MIN_CONTRAST = 80;

  static Palette random(SplittableRandom random) {
    Color background = color(random, 0.05, 0.45, 0.25, 0.95);
    Color foreground;
    do {
      foreground = color(random, 0.45, 1, 0.3, 1);
    } while (Math.abs(luma(foreground) - luma(background)) < MIN_CONTRAST);
    return new Palette(background, foreground);
  }

  /** The background, pulled a little towards a random colour. */
  Color clutter(SplittableRandom random) {
    Color any = new Color(random.nextInt(0x1000000));
    return blend(background, any, random.nextDouble(0.1, 0.4));
  }

  /** A colour with {@code share}, from 0 to 1, of its way to black gone. */
  static Color darken(Color color, double share) {
    return blend(color, Color.BLACK, share);
  }

  private static Color blend(Color from, Color to, double share) {
    return new Color(
        blend(from.getRed(), to.getRed(), share),
        blend(from.getGreen(), to.getGreen(), share),
        blend(from.getBlue(), to.getBlue(), share));
  }

  private static int blend(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  private static Color color(
      SplittableRandom random,
      double minSaturation,
      double maxSaturation,
      double minBrightness,
      double maxBrightness) {
    return Color.getHSBColor(
        (float) random.nextDouble(),
        (float) random.nextDouble(minSaturation, maxSaturation),
        (float) random.nextDouble(minBrightness, maxBrightness));
  }

  /** Luma after ITU-R BT.601. */
  private static double luma(Color color) {
    return 0.299 * color.getRed() + 0.587 * color.getGreen() + 0.114 * color.getBlue();
  }
}
