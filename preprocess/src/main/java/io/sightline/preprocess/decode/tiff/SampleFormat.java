package io.sightline.preprocess.decode.tiff;

import io.sightline.internal.image.Refusal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the samples of a pixel are: the kinds that Pillow 12.3 opens, by the rules of {@code
 * OPEN_INFO} and {@code _setup} in src/PIL/TiffImagePlugin.py.
 *
 * @param colors what the first samples mean
 * @param encoding how one is written
 * @param bits the bits of a sample: 1, 2, 4, 8, 12, 16 or 32
 * @param samples how many samples a pixel has, with those that are passed over
 * @param inverted whether 0 is white
 * @param premultiplied whether the fourth sample was multiplied into the colours
 */
record SampleFormat(
    Colors colors,
    Encoding encoding,
    int bits,
    int samples,
    boolean inverted,
    boolean premultiplied) {
  /** Meanings of samples. */
  enum Colors {
    GRAY(1),
    PALETTE(1),
    RGB(3),
    YCC(3),
    CMYK(4);

    final int samples;

    Colors(int samples) {
      this.samples = samples;
    }
  }

  /** How a sample is written. */
  enum Encoding {
    UNSIGNED,
    SIGNED,
    FLOAT
  }

  private static final int MOST_SAMPLES = 6;
  private static final int COREL_DRAW_ALPHA = 999;

  /** What a file states, with what Pillow mends in it. */
  private record Stated(
      boolean littleEndian,
      int photometric,
      int format,
      int fillOrder,
      int bits,
      int samples,
      List<Integer> extra) {}

  static SampleFormat of(TiffDirectory tags, Refusal refusal) {
    Stated stated = stated(tags, refusal);
    @Nullable SampleFormat format =
        switch (stated.photometric) {
          case 0, 1 -> gray(stated);
          case 2 -> rgb(stated);
          case 3 -> palette(stated);
          case 5 -> cmyk(stated);
          case 6 -> ycc(stated);
          default -> null;
        };
    if (format == null) {
      throw refusal.kind(
          "grey, a palette, RGB or CMYK of the usual bits",
          "photometric %s, %s samples of %s bits, format %s, extra %s, fill order %s"
              .formatted(
                  stated.photometric,
                  stated.samples,
                  stated.bits,
                  stated.format,
                  stated.extra,
                  stated.fillOrder));
    }
    return format;
  }

  private static Stated stated(TiffDirectory tags, Refusal refusal) {
    int photometric = tags.numberOr(TiffDirectory.PHOTOMETRIC, 0);
    int[] extra = tags.numbers(TiffDirectory.EXTRA_SAMPLES);
    int[] bits = tags.numbers(TiffDirectory.BITS_PER_SAMPLE);
    if (bits.length == 0) {
      bits = new int[] {1};
    }
    int samples = tags.numberOr(TiffDirectory.SAMPLES_PER_PIXEL, 1);
    boolean dropsExtra =
        tags.numberOr(TiffDirectory.PLANAR_CONFIGURATION, 1) == 2
            && extra.length > 0
            && Arrays.stream(extra).max().getAsInt() == 0;
    if (dropsExtra) {
      bits = Arrays.copyOf(bits, Math.max(0, bits.length - extra.length));
      samples -= extra.length;
      extra = new int[0];
    }
    if (samples > 0 && samples < bits.length) {
      bits = Arrays.copyOf(bits, samples);
    } else if (samples > 1 && samples <= MOST_SAMPLES && bits.length == 1) {
      int only = bits[0];
      bits = new int[samples];
      Arrays.fill(bits, only);
    }
    int[] formats = tags.numbers(TiffDirectory.SAMPLE_FORMAT);
    boolean even = bits.length > 0 && allEqual(bits) && (formats.length == 0 || allEqual(formats));
    if (!even || bits.length != samples) {
      throw refusal.kind(
          "samples of one kind",
          "%s samples of %s bits, formats %s"
              .formatted(samples, Arrays.toString(bits), Arrays.toString(formats)));
    }
    return new Stated(
        tags.isLittleEndian(),
        photometric,
        formats.length == 0 ? 1 : formats[0],
        tags.numberOr(TiffDirectory.FILL_ORDER, 1),
        bits[0],
        samples,
        Arrays.stream(extra).boxed().toList());
  }

  private static boolean allEqual(int[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private static @Nullable SampleFormat gray(Stated stated) {
    boolean inverted = stated.photometric == 0;
    boolean upright = stated.fillOrder == 1;
    boolean alone = stated.samples == 1 && stated.extra.isEmpty();
    boolean withAlpha = stated.samples == 2 && stated.extra.equals(List.of(2));
    if (withAlpha && !inverted && upright && stated.format == 1 && stated.bits == 8) {
      return new SampleFormat(Colors.GRAY, Encoding.UNSIGNED, 8, 2, false, false);
    }
    if (!alone || (!upright && stated.fillOrder != 2)) {
      return null;
    }
    Encoding encoding =
        switch (stated.format) {
          case 1 -> Encoding.UNSIGNED;
          case 2 -> Encoding.SIGNED;
          default -> Encoding.FLOAT;
        };
    boolean known =
        switch (stated.format) {
          case 1 -> isKnownUnsigned(stated, inverted, upright);
          case 2 -> !inverted && upright && List.of(8, 16, 32).contains(stated.bits);
          case 3 -> upright && stated.bits == 32;
          default -> false;
        };
    if (!known) {
      return null;
    }
    // Pillow takes signed bytes for unsigned ones, and inverts up to 8 bits only.
    return new SampleFormat(
        Colors.GRAY,
        stated.bits == 8 ? Encoding.UNSIGNED : encoding,
        stated.bits,
        1,
        inverted && stated.bits <= 8,
        false);
  }

  private static boolean isKnownUnsigned(Stated stated, boolean inverted, boolean upright) {
    return switch (stated.bits) {
      case 1, 2, 4, 8 -> true;
      case 12 -> stated.littleEndian && !inverted && upright;
      case 16 -> stated.littleEndian ? !inverted || upright : !inverted && upright;
      case 32 -> stated.littleEndian && !inverted && upright;
      default -> false;
    };
  }

  private static @Nullable SampleFormat rgb(Stated stated) {
    int extraSamples = stated.samples - Colors.RGB.samples;
    boolean reversed = stated.fillOrder == 2;
    if (stated.format != 1 || (stated.fillOrder != 1 && !reversed)) {
      return null;
    }
    if (stated.samples == 3 && stated.extra.isEmpty()) {
      boolean known = stated.bits == 8 || (stated.bits == 16 && !reversed);
      return known ? unsigned(Colors.RGB, stated, false) : null;
    }
    boolean shortage = stated.bits == 8 ? extraSamples > 3 : extraSamples > 1 || stated.bits != 16;
    if (reversed || extraSamples < 1 || shortage) {
      return null;
    }
    if (extraSamples == 1 && stated.extra.isEmpty()) {
      return unsigned(Colors.RGB, stated, false);
    }
    if (stated.extra.size() != extraSamples
        || !stated.extra.stream().skip(1).allMatch(extra -> extra == 0)) {
      return null;
    }
    int first = stated.extra.get(0);
    boolean corel = first == COREL_DRAW_ALPHA && extraSamples == 1 && stated.bits == 8;
    return first == 0 || first == 1 || first == 2 || corel
        ? unsigned(Colors.RGB, stated, first == 1)
        : null;
  }

  private static @Nullable SampleFormat palette(Stated stated) {
    boolean known =
        stated.samples == 1
            ? List.of(1, 2, 4, 8).contains(stated.bits)
                && stated.extra.isEmpty()
                && (stated.fillOrder == 1 || stated.fillOrder == 2)
            : stated.samples == 2
                && stated.bits == 8
                && stated.fillOrder == 1
                && (stated.extra.equals(List.of(0)) || stated.extra.equals(List.of(2)));
    return known && stated.format == 1 ? unsigned(Colors.PALETTE, stated, false) : null;
  }

  private static @Nullable SampleFormat cmyk(Stated stated) {
    int extraSamples = stated.samples - Colors.CMYK.samples;
    boolean known =
        extraSamples >= 0
            && stated.extra.size() == extraSamples
            && stated.extra.stream().allMatch(extra -> extra == 0)
            && (stated.bits == 8 || (stated.bits == 16 && extraSamples == 0));
    return known && stated.format == 1 && stated.fillOrder == 1
        ? unsigned(Colors.CMYK, stated, false)
        : null;
  }

  private static @Nullable SampleFormat ycc(Stated stated) {
    boolean known =
        stated.bits == 8 && stated.extra.isEmpty() && stated.format == 1 && stated.fillOrder == 1;
    if (!known || (stated.samples != 1 && stated.samples != 3)) {
      return null;
    }
    return unsigned(stated.samples == 1 ? Colors.GRAY : Colors.YCC, stated, false);
  }

  private static SampleFormat unsigned(Colors colors, Stated stated, boolean premultiplied) {
    return new SampleFormat(
        colors, Encoding.UNSIGNED, stated.bits, stated.samples, false, premultiplied);
  }

  /** The bytes of a row of pixels, each of so many samples. */
  long rowBytes(int width, int rowSamples) {
    return (width * (long) rowSamples * bits + 7) / 8;
  }
}
