package io.sightline.postprocess.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassColorsTest {
  @Test
  void pascalVoc_isTheDevelopmentKits() {
    ClassColors colors = ClassColors.pascalVoc();

    assertThat(colors.rgb(0)).isZero();
    assertThat(colors.rgb(1)).isEqualTo(0x800000);
    assertThat(colors.rgb(13)).as("horse").isEqualTo(0xc00080);
    assertThat(colors.rgb(15)).as("person").isEqualTo(0xc08080);
    assertThat(colors.rgb(20)).as("tv").isEqualTo(0x004080);
    assertThat(colors.rgb(255)).as("void").isEqualTo(0xe0e0c0);
  }

  @Test
  void cityscapes_hasNineteen() {
    assertThat(ClassColors.cityscapes().rgb(0)).as("road").isEqualTo(0x804080);
    assertThat(ClassColors.cityscapes().rgb(18)).as("bicycle").isEqualTo(0x770b20);
    assertThat(ClassColors.cityscapes().rgb(19)).isZero();
  }

  @Test
  void ade20k_hasOneHundredAndFifty() {
    assertThat(ClassColors.ade20k().rgb(0)).as("wall").isEqualTo(0x787878);
    assertThat(ClassColors.ade20k().rgb(149)).as("flag").isEqualTo(0x5c00ff);
    assertThat(ClassColors.ade20k().rgb(150)).isZero();
    assertThat(ClassColors.ade20k().from(1).rgb(0)).isZero();
    assertThat(ClassColors.ade20k().from(1).rgb(150)).isEqualTo(0x5c00ff);
  }

  @Test
  void generated_differ_neighboursMuch() {
    ClassColors colors = ClassColors.generated();
    Set<Integer> seen = new HashSet<>();
    for (int id = 0; id < 1000; id++) {
      assertThat(seen.add(colors.rgb(id))).as("%d is new", id).isTrue();
      assertThat(distance(colors.rgb(id), colors.rgb(id + 1))).isGreaterThan(100);
      assertThat(colors.rgb(id)).isPositive();
    }
  }

  private static int distance(int one, int other) {
    return Math.abs((one >> 16) - (other >> 16))
        + Math.abs((one >> 8 & 0xff) - (other >> 8 & 0xff))
        + Math.abs((one & 0xff) - (other & 0xff));
  }

  @Test
  void of_missingIds_areBlack() {
    assertThat(ClassColors.of(0x112233).rgb(0)).isEqualTo(0x112233);
    assertThat(ClassColors.of(0x112233).rgb(1)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> ClassColors.of().rgb(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> ClassColors.of().from(-1));
  }
}
