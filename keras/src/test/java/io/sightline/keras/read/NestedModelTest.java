package io.sightline.keras.read;

import static io.sightline.keras.TestFiles.arrays;
import static io.sightline.keras.TestFiles.hdf5;
import static io.sightline.keras.read.ReaderFixture.calls;
import static io.sightline.keras.read.ReaderFixture.firstValues;
import static io.sightline.keras.read.ReaderFixture.outputs;
import static io.sightline.keras.read.ReaderFixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.KerasModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models inside of models: how their calls are counted and their weights told apart. */
class NestedModelTest {
  private static final String INPUT =
      "{\"class_name\":\"InputLayer\",\"name\":\"%1$s\",\"config\":{\"name\":\"%1$s\",\"batch_input_shape\":"
          + "[null,1],\"dtype\":\"float32\"},\"inbound_nodes\":[]}";

  @TempDir Path directory;

  @Test
  void calls_ofAModelSharedInKeras2_countFromItsOwnMaking() throws IOException {
    String layers =
        tower("[[[\"a\",0,0,{}]],[[\"b\",0,0,{}]]]")
            + ","
            + old("Subtract", "sub", "[\"t\",1,0,{}],[\"t\",2,0,{}]");

    try (KerasModel model = read(directory, twins("2.4.0", layers, "[[\"sub\",0,0]]"))) {
      assertThat(calls(model.graph())).isEqualTo("t(a) t(b) sub(t,t.1)");
    }
  }

  @Test
  void calls_ofAModelSharedInKeras3_countFromItsOwnMakingForOutputsAlone() throws IOException {
    String layers =
        tower(call("a") + "," + call("b"), "[%s]")
            + ",{\"class_name\":\"ReLU\",\"name\":\"r\",\"config\":{\"name\":\"r\",\"trainable\":true,\"dtype\":\"float32\"},"
            + "\"inbound_nodes\":["
            + call("t")
            + "]}";

    try (KerasModel model =
        read(directory, twins("3.15.1", layers, "[[\"r\",0,0],[\"t\",1,0],[\"t\",2,0]]"))) {
      assertThat(calls(model.graph())).isEqualTo("t(a) t(b) r(t)");
      assertThat(outputs(model.graph())).isEqualTo("r=r t=t t_1=t.1");
    }
  }

  @Test
  void calls_thatAreNotThere_areRefused() {
    String layers =
        tower("[[[\"a\",0,0,{}]]]") + "," + old("Subtract", "sub", "[\"t\",7,0,{}],[\"b\",0,0,{}]");

    assertThatThrownBy(() -> read(directory, twins("2.4.0", layers, "[[\"sub\",0,0]]")))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'t' (Model), which has 1, found number 7");
  }

  @Test
  void weights_ofAModelInside_goByTheNamesInTheirPaths() throws IOException {
    try (KerasModel model =
        read(
            directory,
            chain(
                arrays(
                    "outer/y/kernel:0",
                    one(3),
                    "outer/x/kernel:0",
                    one(1),
                    "y/bias:0",
                    new float[] {4},
                    "x/bias:0",
                    new float[] {2})))) {
      assertThat(firstValues(model)).isEqualTo("x/kernel=1 x/bias=2 y/kernel=3 y/bias=4");
    }
  }

  @Test
  void weights_whoseNamesTellNothing_goByTheOrderWithFrozenLayersLast() throws IOException {
    try (KerasModel model =
        read(
            directory,
            chain(
                arrays(
                    "q/kernel:0",
                    one(3),
                    "q/bias:0",
                    new float[] {4},
                    "r/kernel:0",
                    one(1),
                    "r/bias:0",
                    new float[] {2})))) {
      assertThat(firstValues(model))
          .as("x is frozen, so that its weights come last")
          .isEqualTo("x/kernel=1 x/bias=2 y/kernel=3 y/bias=4");
    }
  }

  @Test
  void weights_tooFew_areRefused() {
    assertThatThrownBy(() -> read(directory, chain(arrays("x/kernel:0", one(1)))))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("4 weights altogether");
  }

  /** A Sequential model in a Sequential model: a frozen Dense and one that is not. */
  private static byte[] chain(Map<String, Object> arrays) {
    String inner =
        "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"inner\",\"layers\":[%s,%s]}}"
            .formatted(dense("x", false), dense("y", true));
    String config =
        "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"outer\",\"layers\":[%s]}}"
            .formatted(inner);
    return hdf5(config, "2.4.0", Map.of("inner", arrays));
  }

  private static String dense(String name, boolean trainable) {
    return "{\"class_name\":\"Dense\",\"config\":{\"name\":\"%s\",\"trainable\":%s,\"units\":1,\"batch_input_shape\":[null,1]}}"
        .formatted(name, trainable);
  }

  private static float[][] one(float value) {
    return new float[][] {{value}};
  }

  private static byte[] twins(String version, String layers, String outputs) {
    String config =
        "{\"class_name\":\"Functional\",\"config\":{\"name\":\"m\",\"layers\":[%s,%s,%s],\"input_layers\":[[\"a\",0,0],[\"b\",0,0]],\"output_layers\":%s}}"
            .formatted(INPUT.formatted("a"), INPUT.formatted("b"), layers, outputs);
    return hdf5(config, version, Map.of());
  }

  private static String tower(String calls, String list) {
    return tower(list.formatted(calls));
  }

  private static String tower(String inbound) {
    return ("{\"class_name\":\"Model\",\"name\":\"t\",\"config\":{\"name\":\"t\",\"layers\":[%s,%s],\"input_layers\":[[\"i\",0,0]],"
            + "\"output_layers\":[[\"o\",0,0]]},\"inbound_nodes\":%s}")
        .formatted(INPUT.formatted("i"), old("ReLU", "o", "[\"i\",0,0,{}]"), inbound);
  }

  private static String old(String className, String name, String inputs) {
    return "{\"class_name\":\"%s\",\"name\":\"%s\",\"config\":{\"name\":\"%s\",\"trainable\":true,\"dtype\":\"float32\"},\"inbound_nodes\":[[%s]]}"
        .formatted(className, name, name, inputs);
  }

  private static String call(String of) {
    return "{\"args\":[{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"%s\",0,0]}}],\"kwargs\":{\"mask\":null}}"
        .formatted(of);
  }
}
