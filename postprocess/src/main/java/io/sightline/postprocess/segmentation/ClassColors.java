package io.sightline.postprocess.segmentation;

import java.util.function.IntUnaryOperator;

/**
 * A colour for each class id, from 0 without an end.
 *
 * <pre>{@code
 * Png.write(Path.of("classes.png"), map.colored(ClassColors.pascalVoc()));
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class ClassColors {
  /** Source of the colours: cityscapesScripts, {@code helpers/labels.py}, by train id. */
  private static final int[] CITYSCAPES = {
    0x804080, 0xf423e8, 0x464646, 0x66669c, 0xbe9999, 0x999999, 0xfaaa1e, 0xdcdc00, 0x6b8e23,
    0x98fb98, 0x4682b4, 0xdc143c, 0xff0000, 0x00008e, 0x000046, 0x003c64, 0x005064, 0x0000e6,
    0x770b20
  };

  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final IntUnaryOperator colors;

  private ClassColors(IntUnaryOperator colors) {
    this.colors = colors;
  }

  /**
   * The colours of PASCAL VOC, which each id's bits give: 0 is black, 1 is {@code 0x800000}. Source
   * of the rule: {@code VOClabelcolormap.m} of the VOC development kit.
   *
   * @return the colours; those of all ids below 2 to the 24th differ
   */
  public static ClassColors pascalVoc() {
    return new ClassColors(ClassColors::pascalVoc);
  }

  private static int pascalVoc(int id) {
    int color = 0;
    for (int bits = id, bit = 7; bit >= 0; bit--, bits >>= 3) {
      color |= (bits & 1) << (bit + 16) | (bits >> 1 & 1) << (bit + 8) | (bits >> 2 & 1) << bit;
    }
    return color;
  }

  /**
   * The colours of Cityscapes' 19 train ids; 0 is road. Other ids, such as 255 for what is not
   * judged, are black.
   *
   * @return the colours
   */
  public static ClassColors cityscapes() {
    return of(CITYSCAPES);
  }

  /**
   * The colours of ADE20K's 150 classes; 0 is wall. Other ids are black. For models that count from
   * 1 and have 0 for all else, such as those of DeepLab: {@code ade20k().from(1)}.
   *
   * @return the colours
   */
  public static ClassColors ade20k() {
    return of(Ade20kColors.COLORS);
  }

  /**
   * Colours for any number of classes: hues in steps of the golden ratio, so that neighbouring ids
   * differ much, in nine steps of strength and brightness. The colour of an id never depends on how
   * many there are.
   *
   * @return the colours
   */
  public static ClassColors generated() {
    return new ClassColors(ClassColors::generated);
  }

  private static int generated(int id) {
    double hue = id * GOLDEN_RATIO % 1;
    double saturation = 0.9 - 0.2 * (id / 3 % 3);
    double brightness = 0.95 - 0.2 * (id % 3);
    return channel(hue + 1.0 / 3, saturation, brightness) << 16
        | channel(hue, saturation, brightness) << 8
        | channel(hue - 1.0 / 3, saturation, brightness);
  }

  /** One channel of HSV to RGB: full for a third of the circle, with slopes on both sides. */
  private static int channel(double hue, double saturation, double brightness) {
    double around = (hue + 1) % 1;
    double amount = Math.min(1, Math.max(0, 2 - Math.abs(around * 6 - 2)));
    return (int) Math.round(255 * brightness * (1 - saturation * (1 - amount)));
  }

  /**
   * Colours of your own.
   *
   * @param colors the colours as {@code 0xRRGGBB}, that of id 0 first; ids without one are black
   * @return the colours
   */
  public static ClassColors of(int... colors) {
    int[] copy = colors.clone();
    return new ClassColors(id -> id < copy.length ? copy[id] & 0xffffff : 0);
  }

  /**
   * These colours for ids that count from elsewhere.
   *
   * @param first the id that gets the colour of 0; lower ids are black
   * @return the moved colours
   * @throws IllegalArgumentException if the id is negative
   */
  public ClassColors from(int first) {
    if (first < 0) {
      throw new IllegalArgumentException("Class ids are not negative: got " + first);
    }
    return new ClassColors(id -> id < first ? 0 : colors.applyAsInt(id - first));
  }

  /**
   * The colour of a class.
   *
   * @param id the class
   * @return the colour as {@code 0xRRGGBB}
   * @throws IllegalArgumentException if the id is negative
   */
  public int rgb(int id) {
    if (id < 0) {
      throw new IllegalArgumentException("Class ids are not negative: got " + id);
    }
    return colors.applyAsInt(id);
  }
}
