package io.sightline.preprocess.resize;

import io.sightline.image.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The steps of predict.py in Azure Custom Vision's TensorFlow exports: {@code
 * resize_down_to_1600_max_dim}, {@code crop_center} to a square, {@code resize_to_256_square}, and
 * {@code crop_center} to the network's size.
 */
final class CustomVisionFit extends Fit {
  private static final int LONGEST = 1600;
  private static final int SQUARE = 256;

  CustomVisionFit() {
    super("Custom Vision's", SizeRule.NEEDED);
  }

  @Override
  public void check(@Nullable Size target) {
    super.check(target);
    if (target != null && Math.max(target.width(), target.height()) > SQUARE) {
      throw new IllegalArgumentException(
          "Custom Vision's fit cuts the size out of %s by %s pixels: got %s"
              .formatted(SQUARE, SQUARE, target));
    }
  }

  @Override
  public List<Placement> placements(Size source, @Nullable Size target) {
    check(target);
    List<Placement> steps = new ArrayList<>();
    Size size = source;
    if (Math.max(source.width(), source.height()) >= LONGEST) {
      Placement smaller = Placement.stretch(source, reduced(source));
      steps.add(smaller);
      size = smaller.resized();
    }
    steps.add(place(size, Objects.requireNonNull(target)));
    return List.copyOf(steps);
  }

  private static Size reduced(Size source) {
    return source.height() > source.width()
        ? new Size(shorter(source.width(), source.height()), LONGEST)
        : new Size(LONGEST, shorter(source.height(), source.width()));
  }

  private static int shorter(int side, int longest) {
    return Math.max(1, LONGEST * side / longest);
  }

  @Override
  Placement place(Size source, Size target) {
    int side = Math.min(source.width(), source.height());
    int left = centered(source.width(), side);
    int top = centered(source.height(), side);
    return Placement.cut(new Box(left, top, left + side, top + side), new Size(SQUARE, SQUARE))
        .onto(target, -centered(SQUARE, target.width()), -centered(SQUARE, target.height()), 0);
  }

  /** Both halves are rounded down on their own, so an odd difference goes to either side. */
  private static int centered(int length, int part) {
    return length / 2 - part / 2;
  }
}
