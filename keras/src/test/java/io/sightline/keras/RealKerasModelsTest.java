package io.sightline.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.error.ModelLoadException;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import io.sightline.testing.TestData;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealKerasModelsTest {
  private static ModelSession open(String path) {
    return new KerasModelLoader().open(TestData.model(path), ModelOptions.standard());
  }

  /**
   * Those that Keras 3.15 rejects too: layers named by old modules, groups of a depthwise layer.
   */
  @ParameterizedTest
  @CsvSource({
    "keras_h5_emotion/fer2013_mini_XCEPTION.102-0.66.hdf5, Keras 2.0.5, Softmax",
    "keras_h5_mobilenet_v1_0.25_imagenet/mobilenet_0.25_224.h5, Keras 2.21.0, Softmax",
    "keras_v3_mobilenet_v1_0.25_imagenet/mobilenet_0.25_224.keras, Keras 3.15.1, Softmax",
    "keras_h5_teachable_waste/keras_model.h5, Keras 2.4.0, Softmax",
    "keras_h5_mnist_huyhoang/mnist_all.h5, Keras 2.2.4-tf, Softmax",
    "keras_h5_mnist_tagomaru/mnist.h5, Keras 2.2.4-tf, Softmax",
    "keras_v3_digits_ammar/model.keras, Keras 3.5.0, Softmax"
  })
  void run_classifier_givesProbabilities(String path, String producer, String lastOperation) {
    try (ModelSession session = open(path)) {
      ModelDescription description = session.description();
      TensorSpec input = description.inputs().get(0);
      TensorSpec output = description.outputs().get(0);
      long[] lengths = input.shape().toArray();
      lengths[0] = 2;

      TensorValue probabilities =
          session
              .run(
                  Map.of(
                      input.name(),
                      Feed.of(TensorValue.zeros(input.elementType(), Shape.of(lengths)))))
              .get(output.name());

      assertThat(description.producer()).isEqualTo(producer);
      assertThat(description.lastOperation(output.name())).hasValue(lastOperation);
      assertThat(description.parameters()).isPresent();
      float sum = 0;
      for (float probability : probabilities.floats()) {
        assertThat(probability).isBetween(0f, 1f);
        sum += probability;
      }
      assertThat(sum).isCloseTo(2, within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keras_h5_mnist_huyhoang/mnist.h5",
        "keras_weights_only_ssrnet/mobilenet_reg_0.25_64.h5",
        "keras_weights_only_ssrnet/ssrnet_3_3_3_64_1.0_1.0.h5"
      })
  void open_weightsAlone_saysSo(String path) {
    assertThatThrownBy(() -> open(path).close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("holds weights only");
  }

  @Test
  void open_realLambda_isNamedWithAdvice() {
    assertThatThrownBy(() -> open("keras_h5_steering_lambda/model.h5").close())
        .isInstanceOf(ModelLoadException.class)
        .hasMessageContaining("'lambda_1' (Lambda): holds Python code")
        .hasMessageContaining("re-export");
  }
}
