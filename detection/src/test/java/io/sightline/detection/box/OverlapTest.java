package io.sightline.detection.box;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OverlapTest {
  private static final PixelBox SQUARE = new PixelBox(0, 0, 2, 2);
  private static final PixelBox SHIFTED = new PixelBox(1, 1, 3, 3);
  private static final PixelBox FAR = new PixelBox(4, 0, 6, 2);
  private static final PixelBox POINT = new PixelBox(1, 1, 1, 1);

  @Test
  void iou_ofTorchvisionsBoxes_areItsValues() {
    // torchvision test/test_ops.py, TestBoxIou, INT_BOXES
    PixelBox hundred = new PixelBox(0, 0, 100, 100);
    PixelBox fifty = new PixelBox(0, 0, 50, 50);
    PixelBox quarter = new PixelBox(0, 0, 25, 25);

    assertThat(Overlap.IOU.between(hundred, hundred)).isEqualTo(1);
    assertThat(Overlap.IOU.between(hundred, fifty)).isEqualTo(0.25f);
    assertThat(Overlap.IOU.between(quarter, hundred)).isEqualTo(0.0625f);
    assertThat(Overlap.IOU.between(quarter, fifty)).isEqualTo(0.25f);
    assertThat(Overlap.IOU.between(hundred, new PixelBox(200, 200, 300, 300))).isZero();
  }

  @Test
  void iou_exchangedEdges_arePutInOrder() {
    assertThat(Overlap.IOU.between(new PixelBox(2, 2, 0, 0), SHIFTED))
        .isEqualTo(Overlap.IOU.between(SQUARE, SHIFTED))
        .isEqualTo(1 / 7f);
  }

  @Test
  void iou_withoutArea_isZero() {
    assertThat(Overlap.IOU.between(POINT, POINT)).isZero();
    assertThat(Overlap.IOU.between(POINT, SQUARE)).isZero();
    assertThat(Overlap.IOS.between(POINT, SQUARE)).isZero();
  }

  @Test
  void iou_subnormalArea_isZero() {
    PixelBox tiny = new PixelBox(0, 0, 1e-20f, 1e-20f);

    assertThat(Overlap.IOU.between(tiny, tiny)).isZero();
  }

  @Test
  void iou_nan_isNan() {
    PixelBox broken = new PixelBox(0, Float.NaN, 1, 1);

    assertThat(Overlap.IOU.between(SQUARE, broken)).isNaN();
  }

  @Test
  void ios_boxInside_isOne() {
    assertThat(Overlap.IOS.between(SQUARE, new PixelBox(0.5f, 0.5f, 1, 1.5f))).isEqualTo(1);
    assertThat(Overlap.IOS.between(SQUARE, SHIFTED)).isEqualTo(0.25f);
  }

  @Test
  void giou_uncoveredShare_isTakenOff() {
    // hull 3x3, union 7
    assertThat(Overlap.GIOU.between(SQUARE, SHIFTED)).isCloseTo(1 / 7f - 2 / 9f, within(1e-6f));
    // hull 6x2, union 8
    assertThat(Overlap.GIOU.between(SQUARE, FAR)).isCloseTo(-4 / 12f, within(1e-6f));
    assertThat(Overlap.GIOU.between(SQUARE, SQUARE)).isEqualTo(1);
    assertThat(Overlap.GIOU.between(POINT, POINT)).isZero();
  }

  @Test
  void diou_distanceOfCentres_isTakenOff() {
    // distance 1,1; diagonal 3,3
    assertThat(Overlap.DIOU.between(SQUARE, SHIFTED)).isCloseTo(1 / 7f - 2 / 18f, within(1e-6f));
    // distance 4; diagonal 6,2
    assertThat(Overlap.DIOU.between(SQUARE, FAR)).isCloseTo(-16 / 40f, within(1e-6f));
    assertThat(Overlap.DIOU.between(SQUARE, SQUARE)).isEqualTo(1);
  }

  @Test
  void between_relativeBoxes_isThatOfTheirNumbers() {
    assertThat(
            Overlap.IOU.between(
                new RelativeBox(0, 0, 0.5f, 0.5f), new RelativeBox(0, 0, 0.5f, 0.25f)))
        .isEqualTo(0.5f);
  }
}
