package io.sightline.keras.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void read_numbersOfPython_areNumbers() {
    JsonObject read = read("{\"a\": NaN, \"b\": -Infinity, \"c\": 1e-3, \"d\": 12345678901}");

    assertThat(read.get("a").getAsDouble()).isNaN();
    assertThat(read.get("b").getAsDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read.get("c").getAsDouble()).isEqualTo(0.001);
    assertThat(read.get("d").getAsLong()).isEqualTo(12345678901L);
  }

  @Test
  void read_keyTwice_isRefused() {
    assertThatThrownBy(() -> read("{\"a\": {\"b\": 1, \"b\": 2}}"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'b' twice");
  }

  @Test
  void read_tooDeep_isRefused() {
    assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("config.json of m.keras");
  }

  @Test
  void read_tooManyValues_isRefused() {
    assertThatThrownBy(() -> read("{\"a\":[" + "[],".repeat(500_001) + "[]]}"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("500000 values");
  }

  @Test
  void read_cutOff_isRefused() {
    String whole = "{\"a\": [1, {\"b\": \"c\"}]}";
    for (int length = 0; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      assertThatThrownBy(() -> read(part)).as(part).isInstanceOf(ModelLoadException.class);
    }
  }

  @Test
  void read_moreThanOneValue_isRefused() {
    assertThatThrownBy(() -> read("{} {}")).isInstanceOf(ModelLoadException.class);
    assertThatThrownBy(() -> read("[]")).isInstanceOf(ModelLoadException.class);
  }

  @Test
  void read_bytesThatAreNoText_isRefused() {
    assertThatThrownBy(() -> Json.read(new byte[] {'{', (byte) 0xff, '}'}, "config.json", "m"))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("UTF-8");
  }

  private static JsonObject read(String text) {
    return Json.read(text.getBytes(UTF_8), "config.json", "m.keras");
  }
}
