package io.sightline.keras.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.KerasModelLoader;
import io.sightline.keras.TestFiles;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of operations: types, axes, what is meant if nothing is said. Expected values are
 * computed by hand; types and defaults are those of Keras 3.15.1 and TensorFlow 2.21.
 */
class OperationsTest {
  private static final String X =
      "{\"class_name\":\"__keras_tensor__\",\"config\":{\"keras_history\":[\"x\",0,0]}}";

  @TempDir private Path directory;

  private static String functional(String input, String operation) {
    return "{\"class_name\":\"Functional\",\"config\":{\"name\":\"f\",\"layers\":[%s,%s],\"input_layers\":[[\"x\",0,0]],\"output_layers\":[[\"y\",0,0]]}}"
        .formatted(input, operation);
  }

  /** Of a model of Keras 3 with one operation, called with more arguments, which are JSON. */
  private TensorValue keras3(String className, String settings, String more, TensorValue x)
      throws IOException {
    String input =
        "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"inbound_nodes\":[],\"config\":{\"name\":\"x\",\"batch_shape\":%s,\"dtype\":\"%s\"}}"
            .formatted(batchShape(x), type(x));
    String operation =
        "{\"module\":\"keras.src.ops\",\"class_name\":\"%s\",\"name\":\"y\",\"config\":{\"name\":\"y\"%s},\"inbound_nodes\":[{\"args\":[%s%s],\"kwargs\":{}}]}"
            .formatted(className, settings, X, more);
    byte[] file =
        TestFiles.zip(
            functional(input, operation),
            TestFiles.metadata("3.15.1"),
            TestFiles.objects(Map.of()));
    return run(file, x);
  }

  /** Of a model of Keras 2 with one function of TensorFlow, called with named arguments. */
  private TensorValue keras2(String function, String named, TensorValue x) throws IOException {
    String input =
        "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"inbound_nodes\":[],\"config\":{\"name\":\"x\",\"batch_input_shape\":%s,\"dtype\":\"%s\"}}"
            .formatted(batchShape(x), type(x));
    String operation =
        "{\"class_name\":\"TFOpLambda\",\"name\":\"y\",\"config\":{\"name\":\"y\",\"trainable\":true,\"dtype\":\"float32\",\"function\":\"%s\"},\"inbound_nodes\":[[\"x\",0,0,{%s}]]}"
            .formatted(function, named);
    return run(TestFiles.hdf5(functional(input, operation), "2.15.0", Map.of()), x);
  }

  private static String batchShape(TensorValue x) {
    long[] lengths = x.shape().toArray();
    return Arrays.stream(lengths)
        .skip(1)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(",", lengths.length > 1 ? "[null," : "[null", "]"));
  }

  private static String type(TensorValue x) {
    return x.elementType().name().toLowerCase(Locale.ROOT);
  }

  private TensorValue run(byte[] file, TensorValue x) throws IOException {
    Path model = Files.write(directory.resolve("model"), file);
    try (ModelSession session = new KerasModelLoader().open(model, ModelOptions.standard())) {
      return session.run(Map.of("x", Feed.of(x))).values().iterator().next();
    }
  }

  /** Numbers, separated by blanks, in a type. */
  private static TensorValue tensor(String type, String values, long... shape) {
    String[] parts = values.split(" ", -1);
    Shape lengths = Shape.of(shape);
    return switch (type) {
      case "uint8" -> {
        byte[] bytes = new byte[parts.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) Integer.parseInt(parts[i]);
        }
        yield TensorValue.ofUint8(bytes, lengths);
      }
      case "int32" ->
          TensorValue.of(Arrays.stream(parts).mapToInt(Integer::parseInt).toArray(), lengths);
      default -> {
        float[] floats = new float[parts.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.parseFloat(parts[i]);
        }
        yield TensorValue.of(floats, lengths);
      }
    };
  }

  private static String text(TensorValue value) {
    String numbers =
        switch (value.elementType()) {
          case FLOAT32 -> Arrays.toString(value.floats());
          case FLOAT64 -> Arrays.toString(value.doubles());
          case INT32 -> Arrays.toString(value.ints());
          case INT64 -> Arrays.toString(value.longs());
          case BOOL -> Arrays.toString(value.booleans());
          default -> Arrays.toString(value.bytes());
        };
    return type(value) + " " + numbers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Add | uint8 | ,2 | uint8 [5]",
        "Add | uint8 | ,2.5 | float32 [5.5]",
        "Mod | uint8 | ,2 | int32 [1]",
        "Divide | int32 | ,2 | float32 [1.5]",
        "Power | uint8 | ,2 | uint8 [9]",
        "Arctan2 | int32 | ,0 | float32 [1.5707964]",
        "Hypot | int32 | ,4 | float32 [5.0]",
        "Fmod | int32 | ,-2 | int32 [1]",
        "Greater | uint8 | ,2.5 | bool [true]",
        "Exp2 | int32 | `` | float32 [8.0]",
        "Trunc | int32 | `` | int32 [3]",
        "Matmul | int32 | ,[[2]] | int32 [6]"
      })
  void twoValues_haveTheTypeOfKeras(String className, String type, String more, String expected)
      throws IOException {
    assertThat(text(keras3(className, "", more, tensor(type, "3", 1, 1)))).isEqualTo(expected);
  }

  @Test
  void add_arrayOfNumPy_bringsItsType() throws IOException {
    String array =
        ",{\"class_name\":\"__numpy__\",\"config\":{\"value\":[0.5,1],\"dtype\":\"float64\"}}";

    assertThat(text(keras3("Add", "", array, tensor("float32", "1 2", 1, 2))))
        .isEqualTo("float64 [1.5, 3.0]");
  }

  /** A vector as long as the second axis is a bias of it, which broadcasting would refuse. */
  @Test
  void add_vectorAsLongAsTheSecondAxis_goesAlongIt() throws IOException {
    assertThat(text(keras3("Add", "", ",[10.0,20.0]", tensor("float32", "1 2 3 4 5 6", 1, 2, 3))))
        .isEqualTo("float32 [11.0, 12.0, 13.0, 24.0, 25.0, 26.0]");
  }

  /** Keras 3 looks at the length alone, TensorFlow at the axes. */
  @Test
  void add_biasWithAxesOfItsOwn_goesToTheChannelsInKerasAlone() throws IOException {
    TensorValue x = tensor("float32", "1 2 3 4", 1, 2, 2, 1);

    assertThat(text(keras3("Add", "", ",[[[10.0],[20.0]]]", x)))
        .isEqualTo("float32 [11.0, 12.0, 23.0, 24.0]");
    assertThat(text(keras2("math.add", "\"y\":[[[10.0],[20.0]]]", x)))
        .isEqualTo("float32 [11.0, 22.0, 13.0, 24.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Sum | ,\"axis\":1 | uint8 | int64 [301]",
        "Mean | ,\"axis\":1 | uint8 | float32 [100.333336]",
        "Max | ,\"axis\":1 | uint8 | uint8 [-56]",
        "Cumsum | ,\"axis\":1 | int32 | int32 [200, 300, 301]",
        "Cumprod | ,\"axis\":-1 | int32 | int32 [200, 20000, 20000]",
        "Sort | ,\"axis\":-1 | uint8 | uint8 [1, 100, -56]",
        "Argsort | ,\"axis\":-1 | uint8 | int32 [2, 1, 0]",
        "Argmax | ,\"axis\":null | float32 | int32 [0]",
        "CountNonzero | ,\"axis\":1 | float32 | int32 [3]",
        "Average | ,\"axis\":1 | int32 | float32 [100.333336]",
        "Ptp | ,\"axis\":1 | int32 | int32 [199]",
        "Median | ,\"axis\":[1] | int32 | float32 [100.0]",
        "Norm | ,\"ord\":1,\"axis\":[1] | int32 | float32 [301.0]",
        "Flip | ,\"axis\":-1 | int32 | int32 [1, 100, 200]",
        "Roll | ,\"shift\":1,\"axis\":1 | int32 | int32 [1, 200, 100]",
        "Repeat | ,\"repeats\":[2,0,1],\"axis\":1 | int32 | int32 [200, 200, 1]"
      })
  void rows_areComputedAlongTheAxis(String className, String settings, String type, String expected)
      throws IOException {
    assertThat(text(keras3(className, settings, "", tensor(type, "200 100 1", 1, 3))))
        .isEqualTo(expected);
  }

  /** Six tenths of the way from 1 to 3. */
  @Test
  void quantile_betweenTwoValues_isInterpolated() throws IOException {
    TensorValue result =
        keras3("Quantile", ",\"axis\":[1]", ",[0.0,0.3]", tensor("float32", "5 1 3", 1, 3));

    assertThat(result.shape()).isEqualTo(Shape.of(2, 1));
    assertThat(result.floats()).containsExactly(new float[] {1, 2.2f}, within(1e-6f));
  }

  @Test
  void cumsum_noAxis_isOfAllInKerasAndOfTheFirstInTensorFlow() throws IOException {
    TensorValue x = tensor("float32", "1 2 3 4", 2, 2);

    assertThat(text(keras3("Cumsum", ",\"axis\":null", "", x)))
        .isEqualTo("float32 [1.0, 3.0, 6.0, 10.0]");
    assertThat(text(keras2("math.cumsum", "", x))).isEqualTo("float32 [1.0, 2.0, 4.0, 6.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "argmax | `` | int64 [1, 0]",
        "math.truediv | \"y\":2 | float64 [0.5, 2.0, 1.5, 1.0]",
        "math.reduce_mean | \"axis\":1 | int32 [2, 2]",
        "math.count_nonzero | `` | int64 [4]",
        "math.floormod | \"y\":3 | int32 [1, 1, 0, 2]",
        "zeros_like | `` | int32 [0, 0, 0, 0]",
        "gather | \"indices\":[1] | int32 [3, 2]",
        "gather | \"indices\":[1],\"axis\":1 | int32 [4, 2]",
        "sort | \"direction\":\"DESCENDING\" | int32 [4, 1, 3, 2]"
      })
  void functionOfTensorFlow_keepsItsOwnRules(String function, String named, String expected)
      throws IOException {
    assertThat(text(keras2(function, named, tensor("int32", "1 4 3 2", 2, 2)))).isEqualTo(expected);
  }

  /** Its first argument is called y. */
  @Test
  void atan2_ofTensorFlow_takesXAsTheSecond() throws IOException {
    assertThat(text(keras2("math.atan2", "\"x\":0.0", tensor("float32", "1", 1, 1))))
        .isEqualTo("float32 [1.5707964]");
  }

  @Test
  void take_negativePlace_countsFromTheBack() throws IOException {
    assertThat(text(keras3("Take", ",\"axis\":1", ",[-1,0]", tensor("int32", "7 8 9", 1, 3))))
        .isEqualTo("int32 [9, 7]");
  }

  @Test
  void oneHot_placeOutside_isZero() throws IOException {
    assertThat(
            text(
                keras3(
                    "OneHot",
                    ",\"num_classes\":2,\"axis\":-1,\"dtype\":\"int32\"",
                    "",
                    tensor("int32", "1 5", 1, 2))))
        .isEqualTo("int32 [0, 1, 0, 0]");
  }

  /** A list with a number in it is no list of tensors alone. */
  @Test
  void stack_numberAmongTensors_isNotLeftOut() throws IOException {
    String settings = ",\"axis\":1";
    TensorValue x = tensor("float32", "1 2", 1, 2);
    String array =
        "{\"class_name\":\"__numpy__\",\"config\":{\"value\":[[8,9]],\"dtype\":\"int32\"}}";
    String operation =
        "{\"module\":\"keras.src.ops\",\"class_name\":\"Stack\",\"name\":\"y\",\"config\":{\"name\":\"y\"%s},\"inbound_nodes\":[{\"args\":[[%s,%s]],\"kwargs\":{}}]}"
            .formatted(settings, X, array);
    String input =
        "{\"class_name\":\"InputLayer\",\"name\":\"x\",\"inbound_nodes\":[],\"config\":{\"name\":\"x\",\"batch_shape\":[null,2],\"dtype\":\"float32\"}}";
    byte[] file =
        TestFiles.zip(
            functional(input, operation),
            TestFiles.metadata("3.15.1"),
            TestFiles.objects(Map.of()));

    assertThat(text(run(file, x))).isEqualTo("float32 [1.0, 2.0, 8.0, 9.0]");
  }

  /** 0.2989 * 255 is cut, not rounded. */
  @Test
  void grayscale_wholeNumbers_areCut() throws IOException {
    TensorValue red = tensor("uint8", "255 0 0", 1, 1, 1, 3);

    assertThat(text(keras3("RGBToGrayscale", ",\"data_format\":\"channels_last\"", "", red)))
        .isEqualTo("uint8 [76]");
  }

  /** 0, 25.25, 75.75 and 101, rounded: Keras 3 gives the type of the picture. */
  @Test
  void resize_wholeNumbers_stayWholeInKeras() throws IOException {
    TensorValue x = tensor("uint8", "0 101", 1, 1, 1, 2);
    String settings =
        ",\"size\":[1,4],\"interpolation\":\"bilinear\",\"data_format\":\"channels_first\"";

    assertThat(text(keras3("Resize", settings, "", x))).isEqualTo("uint8 [0, 25, 76, 101]");
    assertThat(text(keras2("image.resize", "\"size\":[1,4]", tensor("uint8", "0 100", 1, 1, 2, 1))))
        .isEqualTo("float32 [0.0, 25.0, 75.0, 100.0]");
  }

  /** Two windows of two, of which the second is cut at the border. */
  @Test
  void averagePool_channelsFirstAndSame_takesTheValuesThatThereAre() throws IOException {
    assertThat(
            text(
                keras3(
                    "AveragePool",
                    ",\"pool_size\":2,\"strides\":null,\"padding\":\"same\",\"data_format\":\"channels_first\"",
                    "",
                    tensor("float32", "1 3 8", 1, 1, 3))))
        .isEqualTo("float32 [2.0, 8.0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Quantile | ,\"method\":\"lower\" | ,0.5 | the method linear",
        "OneHot | ,\"num_classes\":3,\"sparse\":true | `` | a dense result",
        "Rot90 | ,\"k\":2,\"axes\":[1,2] | `` | a square for half a turn",
        "Norm | ,\"ord\":\"nuc\",\"axis\":[1,2] | `` | a number or fro as the order of a norm"
      })
  void option_thatIsNotComputed_isRefused(
      String className, String settings, String more, String expected) {
    assertThatThrownBy(() -> keras3(className, settings, more, tensor("float32", "1 2 3", 1, 1, 3)))
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining(expected)
        .hasMessageContaining("SavedModel");
  }
}
