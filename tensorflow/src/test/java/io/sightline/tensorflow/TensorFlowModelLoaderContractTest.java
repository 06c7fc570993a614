package io.sightline.tensorflow;

import io.sightline.model.ModelLoader;
import io.sightline.testing.ModelLoaderContract;
import io.sightline.testing.TestData;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class TensorFlowModelLoaderContractTest {
  @Nested
  class OfSavedModel extends ModelLoaderContract {
    @Override
    protected ModelLoader loader() {
      return new TensorFlowModelLoader();
    }

    @Override
    protected Path model() {
      return TestData.shapesModel();
    }
  }

  @Nested
  class OfFrozenGraph extends ModelLoaderContract {
    @Override
    protected ModelLoader loader() {
      return new TensorFlowModelLoader();
    }

    @Override
    protected Path model() {
      return TestData.model("tf1_mlnet_cifar_frozen/frozen_model.pb");
    }
  }
}
