package io.sightline.postprocess.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentationMapTest {
  private static final Size SIZE = new Size(3, 2);
  private static final SegmentationMap MAP = SegmentationMap.of(SIZE, new int[] {0, 1, 1, 2, 0, 1});

  @Test
  void of_idsOutOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentationMap.of(SIZE, new int[5]))
        .withMessageContaining("takes 6 ids: got 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentationMap.of(new Size(1, 1), new int[] {-1}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SegmentationMap.of(new Size(1, 1), new int[] {0xffff}));
  }

  @Test
  void classes_areCounted() {
    assertThat(MAP.classes())
        .containsExactly(
            new ClassArea(0, "0", 2), new ClassArea(1, "1", 3), new ClassArea(2, "2", 1));
    assertThat(MAP.pixels(1)).isEqualTo(3);
    assertThat(MAP.pixels(9)).isZero();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> MAP.id(3, 0));
  }

  @Test
  void mask_isTheClassAlone() {
    assertThat(MAP.mask(1).bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {0, -1, -1, 0, 0, -1}));
  }

  @Test
  void toImage_hasTheIds_inAsManyBitsAsTheyNeed() {
    SegmentationMap high = SegmentationMap.of(new Size(2, 1), new int[] {255, 40_000});

    assertThat(MAP.toImage().bytes()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 1, 1, 2, 0, 1}));
    assertThat(high.toImage().bitsPerChannel()).isEqualTo(16);
    assertThat(Short.toUnsignedInt(high.toImage().shorts().get(1))).isEqualTo(40_000);
  }

  @Test
  void colored_hasTheColorsOfTheClasses() {
    DecodedImage colored = MAP.colored(ClassColors.pascalVoc());

    assertThat(colored.channels()).isEqualTo(3);
    assertThat(colored.bytes().slice(0, 6))
        .isEqualTo(ByteBuffer.wrap(new byte[] {0, 0, 0, (byte) 128, 0, 0}));
  }

  @Test
  void toSource_enlarged_repeatsPixels() {
    Geometry geometry = Geometry.of(new Size(6, 4), Orientation.UPRIGHT).resize(SIZE);

    SegmentationMap found = withGeometry(geometry).toSource();

    assertThat(found.size()).isEqualTo(new Size(6, 4));
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        assertThat(found.id(x, y)).isEqualTo(MAP.id(x / 2, y / 2));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "49, 2", "47, 6", "55, 14", "44, 24"})
  void toSource_centreOnABorder_belongsToTheSecondCell(int source, int map) {
    Geometry geometry =
        Geometry.of(new Size(source, source), Orientation.UPRIGHT).resize(new Size(map, map));
    short[] columns = new short[map * map];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = (short) (i % map);
    }

    SegmentationMap found =
        new SegmentationMap(new Size(map, map), columns, null, geometry).toSource();

    for (int x = 0; x < source; x++) {
      assertThat(found.id(x, 0)).hasValue((2 * x + 1) * map / (2 * source));
    }
  }

  @Test
  void toSource_cutPicture_leavesTheRestUnseen() {
    Geometry geometry = Geometry.of(new Size(5, 2), Orientation.UPRIGHT).crop(1, 0, SIZE);

    SegmentationMap found = withGeometry(geometry).toSource();

    assertThat(found.id(0, 0)).isEmpty();
    assertThat(found.id(4, 1)).isEmpty();
    assertThat(found.id(1, 0)).hasValue(0);
    assertThat(found.id(3, 1)).hasValue(1);
    assertThat(found.ids(-1)).containsExactly(-1, 0, 1, 1, -1, -1, 2, 0, 1, -1);
    assertThat(found.classes()).isEqualTo(MAP.classes());
    assertThat(found.toImage().bytes().get(0)).isEqualTo((byte) 255);
    assertThat(found.colored(ClassColors.generated()).bytes().get(0)).isZero();
    assertThat(found.mask(0xffff).bytes().get(0)).isZero();
  }

  @Test
  void toSource_letterboxed_dropsTheBorders() {
    Geometry geometry = Geometry.of(new Size(3, 1), Orientation.UPRIGHT).pad(0, 1, SIZE);

    assertThat(withGeometry(geometry).toSource())
        .isEqualTo(SegmentationMap.of(new Size(3, 1), new int[] {2, 0, 1}));
  }

  @Test
  void toSource_again_isTheSame() {
    Geometry geometry = Geometry.of(new Size(17, 11), Orientation.UPRIGHT).resize(new Size(8, 8));
    SegmentationMap once = withGeometry(geometry).toSource();

    assertThat(once.toSource()).isSameAs(once);
  }

  @Test
  void toSource_withoutGeometry_saysSo() {
    assertThatIllegalStateException()
        .isThrownBy(MAP::toSource)
        .withMessageContaining("no geometry");
  }

  @Test
  void equals_isExact() {
    assertThat(MAP).isEqualTo(SegmentationMap.of(SIZE, new int[] {0, 1, 1, 2, 0, 1}));
    assertThat(MAP).hasSameHashCodeAs(SegmentationMap.of(SIZE, new int[] {0, 1, 1, 2, 0, 1}));
    assertThat(MAP).isNotEqualTo(SegmentationMap.of(SIZE, new int[] {0, 1, 1, 2, 0, 2}));
    assertThat(MAP).isNotEqualTo(SegmentationMap.of(new Size(2, 3), new int[] {0, 1, 1, 2, 0, 1}));
  }

  private static SegmentationMap withGeometry(Geometry geometry) {
    return new SegmentationMap(SIZE, new short[] {0, 1, 1, 2, 0, 1}, null, geometry);
  }
}
