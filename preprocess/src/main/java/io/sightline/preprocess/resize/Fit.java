package io.sightline.preprocess.resize;

import io.sightline.image.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a picture that has another shape than what the model takes: stretched, cut,
 * padded, or resized by one of its sides. Each is the rule of a library, with its rounding.
 *
 * <pre>{@code
 * .resize(640, 640, Resize.openCv(OpenCvInterpolation.LINEAR)).fit(Fit.letterbox())
 * .resize(224, 224, Resize.pillow(PillowFilter.BILINEAR)).fit(Fit.shortestSide(256))
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads.
 */
public abstract class Fit {
  private static final Fit STRETCH =
      new Fit("stretch", SizeRule.NEEDED) {
        @Override
        Placement place(Size source, Size target) {
          return Placement.stretch(source, target);
        }
      };

  private final String text;
  private final SizeRule sizeRule;

  /** Whether a fit leads to a given size. */
  enum SizeRule {
    /** It needs one. */
    NEEDED,
    /** It cuts to one that is given. */
    POSSIBLE,
    /** It makes its own. */
    NONE
  }

  Fit(String text, SizeRule sizeRule) {
    this.text = text;
    this.sizeRule = sizeRule;
  }

  /**
   * The whole picture is stretched to the target, whatever its shape: the default.
   *
   * @return the fit
   */
  public static Fit stretch() {
    return STRETCH;
  }

  /**
   * The largest centred part with the target's shape is cut out, then resized: {@code
   * keras.utils.smart_resize}. Lengths and offsets are rounded down: for a square target the part's
   * side is {@code min(width, height)}, its left edge {@code (width - side) // 2} and its upper
   * edge {@code (height - side) // 2}.
   *
   * @return the fit
   */
  public static Fit crop() {
    return new Fit("crop", SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        return Placement.cut(largestPart(source, target), target);
      }
    };
  }

  /**
   * The same part as of {@link #crop()}, but the resize may look at the pixels around it: {@code
   * keras.utils.load_img(..., keep_aspect_ratio=True)}. Only with a {@link PillowResize}.
   *
   * @return the fit
   */
  public static Fit kerasAspectRatio() {
    return new Fit("keep_aspect_ratio of keras.utils.load_img", SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        return new Placement(largestPart(source, target), true, target, 0, 0, target, 0);
      }

      @Override
      public boolean seesBeyond() {
        return true;
      }
    };
  }

  /**
   * The largest centred part with exactly the target's shape, whose edges may lie inside of pixels:
   * {@code ImageOps.fit(image, size, filter)} of Pillow. Only with a {@link PillowResize}.
   *
   * @return the fit
   */
  public static Fit pillowFit() {
    return new Fit("Pillow's ImageOps.fit", SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        return new Placement(exactPart(source, target), true, target, 0, 0, target, 0);
      }

      @Override
      public boolean seesBeyond() {
        return true;
      }
    };
  }

  /**
   * The whole picture is resized to fit inside the target and centred on grey: {@link
   * #letterbox(int)} with Ultralytics' fill of 114.
   *
   * @return the fit
   */
  public static Fit letterbox() {
    return letterbox(114);
  }

  /**
   * The whole picture is resized to fit inside the target and centred on one colour: Ultralytics'
   * {@code LetterBox(new_shape, auto=False)}. With {@code r = min(targetWidth / width, targetHeight
   * / height)} its sides are {@code round(side * r)} and the smaller border of each axis is {@code
   * round(space / 2 - 0.1)}, halves to even.
   *
   * @param fill the value of the borders' channels before the normalization, 0 to 255
   * @return the fit
   * @throws IllegalArgumentException if the fill is out of range
   */
  public static Fit letterbox(int fill) {
    if (fill < 0 || fill > 255) {
      throw new IllegalArgumentException("fill is from 0 to 255: got " + fill);
    }
    return new Fit("letterbox on " + fill, SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        double ratio =
            Math.min(
                (double) target.height() / source.height(),
                (double) target.width() / source.width());
        Size resized =
            new Size(
                atLeastOne(Math.rint(source.width() * ratio)),
                atLeastOne(Math.rint(source.height() * ratio)));
        return Placement.stretch(source, resized)
            .onto(
                target,
                (int) Math.rint((target.width() - resized.width()) / 2.0 - 0.1),
                (int) Math.rint((target.height() - resized.height()) / 2.0 - 0.1),
                fill);
      }
    };
  }

  /**
   * The whole picture is resized to fit inside the target and centred on black: {@code
   * tf.image.resize_with_pad}, in its float32 arithmetic.
   *
   * @return the fit
   */
  public static Fit pad() {
    return new Fit("pad", SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        float ratio =
            Math.max(
                (float) source.width() / (float) target.width(),
                (float) source.height() / (float) target.height());
        float height = (float) source.height() / ratio;
        float width = (float) source.width() / ratio;
        Size resized = new Size(atLeastOne(Math.floor(width)), atLeastOne(Math.floor(height)));
        return Placement.stretch(source, resized)
            .onto(
                target,
                Math.max(0, (int) Math.floor(((float) target.width() - width) / 2)),
                Math.max(0, (int) Math.floor(((float) target.height() - height) / 2)),
                0);
      }
    };
  }

  /**
   * The shortest side becomes so long and the other keeps the shape, rounded down: torchvision's
   * {@code Resize(pixels)}. If a size is given, its centre is cut out after that: {@code
   * CenterCrop((height, width))}, offsets rounded with halves to even.
   *
   * @param pixels the new length of the shortest side, at least 1, and at least that of both sides
   *     of a size that is given
   * @return the fit
   * @throws IllegalArgumentException if it is below 1
   */
  public static Fit shortestSide(int pixels) {
    requirePositive(pixels);
    return new Fit("shortest side of " + pixels, SizeRule.POSSIBLE) {
      @Override
      Placement place(Size source) {
        return Placement.stretch(source, resized(source));
      }

      @Override
      Placement place(Size source, Size target) {
        return centerCut(source, resized(source), target);
      }

      private Size resized(Size source) {
        return source.width() <= source.height()
            ? new Size(pixels, sideOf(pixels, source.height(), source.width()))
            : new Size(sideOf(pixels, source.width(), source.height()), pixels);
      }

      @Override
      public void check(@Nullable Size target) {
        super.check(target);
        if (target != null && Math.max(target.width(), target.height()) > pixels) {
          throw new IllegalArgumentException(
              "A shortest side of %s pixels is less than the size %s that is cut out of it"
                  .formatted(pixels, target));
        }
      }
    };
  }

  /**
   * The picture is resized, keeping its shape, until it just covers the target, which is cut out of
   * its centre: for a square target {@link #shortestSide(int)} of its side.
   *
   * @return the fit
   */
  public static Fit shortestSide() {
    return new Fit("shortest side of the target's", SizeRule.NEEDED) {
      @Override
      Placement place(Size source, Size target) {
        long width = (long) target.width() * source.height();
        long height = (long) target.height() * source.width();
        Size resized =
            width >= height
                ? new Size(target.width(), (int) ((double) width / source.width()))
                : new Size((int) ((double) height / source.height()), target.height());
        return centerCut(source, resized, target);
      }
    };
  }

  /**
   * The longest side becomes so long and the other keeps the shape, rounded down, at least 1.
   *
   * @param pixels the new length of the longest side, at least 1
   * @return the fit
   * @throws IllegalArgumentException if it is below 1
   */
  public static Fit longestSide(int pixels) {
    requirePositive(pixels);
    return new Fit("longest side of " + pixels, SizeRule.NONE) {
      @Override
      Placement place(Size source) {
        return Placement.stretch(
            source,
            source.width() >= source.height()
                ? new Size(pixels, sideOf(pixels, source.height(), source.width()))
                : new Size(sideOf(pixels, source.width(), source.height()), pixels));
      }
    };
  }

  /**
   * The resizer {@code keep_aspect_ratio_resizer} of the TensorFlow Object Detection API: the
   * shortest side becomes {@code minimum} long, unless the longest would then pass {@code maximum};
   * then that becomes {@code maximum} long. Sides are rounded with halves to even, in float32 as
   * the exported graphs do.
   *
   * @param minimum {@code min_dimension}, at least 1
   * @param maximum {@code max_dimension}, at least {@code minimum}
   * @param padded {@code pad_to_max_dimension}: whether black is added on the right and below, up
   *     to a square of {@code maximum}
   * @return the fit
   * @throws IllegalArgumentException if minimum is below 1 or above maximum
   */
  public static Fit keepAspectRatio(int minimum, int maximum, boolean padded) {
    requirePositive(minimum);
    if (maximum < minimum) {
      throw new IllegalArgumentException(
          "maximum must be at least minimum: got minimum %s, maximum %s"
              .formatted(minimum, maximum));
    }
    String text = "sides of %s to %s%s".formatted(minimum, maximum, padded ? ", padded" : "");
    return new Fit(text, SizeRule.NONE) {
      @Override
      Placement place(Size source) {
        Size large = scaled(source, minimum, Math.min(source.width(), source.height()));
        Size resized =
            Math.max(large.width(), large.height()) > maximum
                ? scaled(source, maximum, Math.max(source.width(), source.height()))
                : large;
        Placement placement = Placement.stretch(source, resized);
        return padded ? placement.onto(new Size(maximum, maximum), 0, 0, 0) : placement;
      }

      private Size scaled(Size source, int length, int side) {
        float factor = (float) length / (float) side;
        return new Size(
            atLeastOne(Math.rint((float) source.width() * factor)),
            atLeastOne(Math.rint((float) source.height() * factor)));
      }
    };
  }

  /**
   * What the sample code that Azure Custom Vision exports with its models does: sides of 1600 and
   * more are brought down to 1600 at most, the largest centred square is resized to 256 by 256, and
   * the target is cut out of its centre.
   *
   * @return the fit; targets of more than 256 pixels are refused
   */
  public static Fit customVision() {
    return new CustomVisionFit();
  }

  /**
   * Where a picture of some size goes, in one step or several.
   *
   * @param source the picture's size
   * @param target the size that is wanted; null if the fit makes its own
   * @return the steps in their order, at least one
   * @throws IllegalArgumentException if the fit needs a size and there is none, or does not lead to
   *     that size
   */
  public List<Placement> placements(Size source, @Nullable Size target) {
    check(target);
    return List.of(target == null ? place(source) : place(source, target));
  }

  /** Where a picture goes if no size is wanted. */
  Placement place(Size source) {
    throw new IllegalArgumentException("The fit '%s' needs a size".formatted(this));
  }

  /** Where a picture goes to get the size that is wanted. */
  Placement place(Size source, Size target) {
    throw new IllegalArgumentException(
        "The fit '%s' makes its own size: got %s".formatted(this, target));
  }

  /**
   * Checks that the fit leads to a size.
   *
   * @param target the size that is wanted; null for none
   * @throws IllegalArgumentException if it does not
   */
  public void check(@Nullable Size target) {
    if (target == null && needsSize()) {
      throw new IllegalArgumentException("The fit '%s' needs a size".formatted(this));
    }
    if (target != null && !takesSize()) {
      throw new IllegalArgumentException(
          "The fit '%s' makes its own size: got %s".formatted(this, target));
    }
  }

  /**
   * Whether the fit needs to be told a size.
   *
   * @return false if it makes its own
   */
  public final boolean needsSize() {
    return sizeRule == SizeRule.NEEDED;
  }

  /**
   * Whether the fit can lead to a size that it is told.
   *
   * @return false if it only makes its own
   */
  public final boolean takesSize() {
    return sizeRule != SizeRule.NONE;
  }

  /**
   * Whether the resize may look at pixels outside of the part that it is given.
   *
   * @return true for the fits that only a {@link PillowResize} can follow
   */
  public boolean seesBeyond() {
    return false;
  }

  /** Returns the fit as in {@code letterbox on 114}. */
  @Override
  public final String toString() {
    return text;
  }

  /** {@code crop_width} and its kin of Keras 3, keras/src/utils/image_utils.py. */
  static Box largestPart(Size source, Size target) {
    long width = (long) source.height() * target.width() / target.height();
    long height = (long) source.width() * target.height() / target.width();
    int partWidth = (int) Math.max(1, Math.min(source.width(), width));
    int partHeight = (int) Math.max(1, Math.min(source.height(), height));
    int left = (source.width() - partWidth) / 2;
    int top = (source.height() - partHeight) / 2;
    return new Box(left, top, left + partWidth, top + partHeight);
  }

  /** {@code fit} of Pillow 12.3, src/PIL/ImageOps.py, in its order of arithmetic. */
  private static Box exactPart(Size source, Size target) {
    double shape = (double) source.width() / source.height();
    double wanted = (double) target.width() / target.height();
    double width = source.width();
    double height = source.height();
    if (shape > wanted) {
      width = wanted * source.height();
    } else if (shape < wanted) {
      height = source.width() / wanted;
    }
    double left = (source.width() - width) * 0.5;
    double top = (source.height() - height) * 0.5;
    return new Box(left, top, left + width, top + height);
  }

  /** {@code _compute_resized_output_size} of torchvision's transforms/functional.py. */
  private static int sideOf(int pixels, int side, int reference) {
    return atLeastOne((double) ((long) pixels * side) / reference);
  }

  /** {@code center_crop} of torchvision's transforms/functional.py. */
  private static Placement centerCut(Size source, Size resized, Size target) {
    return Placement.stretch(source, resized)
        .onto(
            target,
            -(int) Math.rint((resized.width() - target.width()) / 2.0),
            -(int) Math.rint((resized.height() - target.height()) / 2.0),
            0);
  }

  static int atLeastOne(double length) {
    return Math.max(1, (int) length);
  }

  private static void requirePositive(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException("A side is at least 1 pixel long: got " + pixels);
    }
  }
}
