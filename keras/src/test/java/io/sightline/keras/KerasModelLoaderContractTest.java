package io.sightline.keras;

import io.sightline.model.ModelLoader;
import io.sightline.testing.ModelLoaderContract;
import io.sightline.testing.TestData;
import java.nio.file.Path;

class KerasModelLoaderContractTest extends ModelLoaderContract {
  @Override
  protected ModelLoader loader() {
    return new KerasModelLoader();
  }

  @Override
  protected Path model() {
    return TestData.model("keras_h5_mnist_tagomaru/mnist.h5");
  }
}
