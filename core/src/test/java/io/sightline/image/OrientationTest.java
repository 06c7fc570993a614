package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  /**
   * What {@code ImageOps.exif_transpose} of Pillow 12.3.0 makes of the rows {@code abc} and {@code
   * def} when tag 274 has the value.
   */
  @ParameterizedTest
  @CsvSource({
    "1, abc def",
    "2, cba fed",
    "3, fed cba",
    "4, def abc",
    "5, ad be cf",
    "6, da eb fc",
    "7, fc eb da",
    "8, cf be ad"
  })
  void ofExif_appliedAsDocumented_givesPillowsPixels(int value, String expected) {
    String[] stored = {"abc", "def"};

    assertThat(turn(stored, Orientation.ofExif(value))).isEqualTo(expected);
  }

  /** Transposes first and mirrors then, as the methods say. */
  private static String turn(String[] rows, Orientation orientation) {
    int width = orientation.transposes() ? rows.length : rows[0].length();
    int height = orientation.transposes() ? rows[0].length() : rows.length;
    StringBuilder turned = new StringBuilder();
    for (int y = 0; y < height; y++) {
      turned.append(y == 0 ? "" : " ");
      for (int x = 0; x < width; x++) {
        int fromX = orientation.mirrorsX() ? width - 1 - x : x;
        int fromY = orientation.mirrorsY() ? height - 1 - y : y;
        turned.append(
            orientation.transposes() ? rows[fromX].charAt(fromY) : rows[fromY].charAt(fromX));
      }
    }
    return turned.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void ofExif_valueOutside_isUpright(int value) {
    assertThat(Orientation.ofExif(value)).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void ofExif_namedTurns_areTheOnesThatTheyName() {
    assertThat(Orientation.ofExif(3)).isEqualTo(Orientation.HALF_TURN);
    assertThat(Orientation.ofExif(6)).isEqualTo(Orientation.CLOCKWISE);
    assertThat(Orientation.ofExif(8)).isEqualTo(Orientation.COUNTER_CLOCKWISE);
  }
}
