package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapeDrawingTest {
  @ParameterizedTest
  @EnumSource
  void draw_sameSeed_samePicture(ShapeClass shape) {
    int[] first = pixels(ShapeDrawing.draw(shape, 97, 61, new SplittableRandom(7)));
    int[] second = pixels(ShapeDrawing.draw(shape, 97, 61, new SplittableRandom(7)));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void draw_otherSeed_otherPicture() {
    int[] first = pixels(ShapeDrawing.draw(ShapeClass.STAR, 97, 61, new SplittableRandom(7)));
    int[] second = pixels(ShapeDrawing.draw(ShapeClass.STAR, 97, 61, new SplittableRandom(8)));

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void draw_anySize_thatSize() {
    BufferedImage image = ShapeDrawing.draw(ShapeClass.RING, 211, 163, new SplittableRandom(7));

    assertThat(image.getWidth()).isEqualTo(211);
    assertThat(image.getHeight()).isEqualTo(163);
  }

  @Test
  void draw_everyClass_picturesDiffer() {
    Set<Integer> pictures = new HashSet<>();
    for (ShapeClass shape : ShapeClass.ALL) {
      BufferedImage image = ShapeDrawing.draw(shape, 97, 61, new SplittableRandom(7));
      pictures.add(Arrays.hashCode(pixels(image)));
    }

    assertThat(pictures).hasSameSizeAs(ShapeClass.ALL);
  }

  @ParameterizedTest
  @EnumSource
  void outline_everyClass_fillsTheUnitCircleAndStaysInside(ShapeClass shape) {
    Rectangle2D bounds = shape.outline().getBounds2D();

    assertThat(new Rectangle2D.Double(-1.01, -1.01, 2.02, 2.02).contains(bounds)).isTrue();
    assertThat(Math.max(bounds.getWidth(), bounds.getHeight())).isGreaterThan(1.4);
  }

  private static int[] pixels(BufferedImage image) {
    int width = image.getWidth();
    return image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
  }
}
