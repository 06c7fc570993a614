package io.sightline.examples.shapes;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureSetTest {
  @Test
  void classIndex_oneRound_everyClassOnce() {
    int classes = ShapeClass.ALL.size();

    assertThat(IntStream.range(100, 100 + classes).map(PictureSet::classIndex).toArray())
        .containsExactlyInAnyOrder(IntStream.range(0, classes).toArray());
  }

  @ParameterizedTest
  @EnumSource
  void picture_anyNumber_atMostHalfAsLongAgainAsShort(PictureSet pictures) {
    for (int number = 0; number < 20; number++) {
      BufferedImage picture = pictures.picture(number);

      int shorter = Math.min(picture.getWidth(), picture.getHeight());
      int longer = Math.max(picture.getWidth(), picture.getHeight());
      assertThat(longer).isLessThanOrEqualTo(shorter * 3 / 2);
      assertThat(shorter).isGreaterThanOrEqualTo(ShapeNetwork.SIDE);
    }
  }
}
