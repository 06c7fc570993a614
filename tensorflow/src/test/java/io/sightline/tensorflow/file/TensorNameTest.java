package io.sightline.tensorflow.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorNameTest {
  @ParameterizedTest
  @CsvSource({
    "conv, conv, 0",
    "conv:0, conv, 0",
    "split:2, split, 2",
    "^init, init, 0",
    "a/b/conv:1, a/b/conv, 1",
    "conv:output:0, conv, 0",
    "split:parts:3, split, 3"
  })
  void parse_everyForm_givesOperationAndIndex(String name, String operation, int index) {
    assertThat(TensorName.parse(name)).isEqualTo(new TensorName(operation, index));
  }

  @ParameterizedTest
  @CsvSource({"conv:0, conv", "split:2, split:2"})
  void toString_leavesIndexZeroAway(String name, String shortest) {
    assertThat(TensorName.parse(name)).hasToString(shortest);
  }
}
