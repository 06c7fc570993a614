package io.sightline.examples.shapes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.types.TFloat32;

/** The trained network as a SavedModel: input {@code image}, output {@code scores}. */
final class ShapeModel {
  private static final String TAG = "serve";
  private static final int BATCH_SIZE = 100;

  private ShapeModel() {}

  /**
   * Writes a SavedModel that holds the network and nothing of its training.
   *
   * @param checkpoint what {@link ShapeTrainer} wrote
   */
  static void export(Path checkpoint, Path directory) throws IOException {
    try (Graph graph = new Graph()) {
      ShapeNetwork network = new ShapeNetwork(graph);
      Signature signature =
          Signature.builder(Signature.DEFAULT_KEY)
              .methodName("tensorflow/serving/predict")
              .input("image", network.image())
              .output("scores", network.scores())
              .build();
      try (Session session = new Session(graph)) {
        session.restore(checkpoint.toString());
        SavedModelBundle.exporter(directory.toString())
            .withTags(TAG)
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  /**
   * Measures a model as it lies on disk.
   *
   * @param count how many pictures to draw, from the first of the set
   */
  static Accuracy measure(Path directory, PictureSet pictures, int count) {
    Accuracy accuracy = new Accuracy();
    try (SavedModelBundle model = SavedModelBundle.load(directory.toString(), TAG)) {
      for (int first = 0; first < count; first += BATCH_SIZE) {
        Batch batch = Batch.draw(pictures, first, Math.min(BATCH_SIZE, count - first));
        try (TFloat32 images = batch.images();
            Result result = model.call(Map.of("image", images))) {
          accuracy.add(batch, (TFloat32) result.get("scores").orElseThrow());
        }
      }
    }
    return accuracy;
  }
}
