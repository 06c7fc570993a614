package consumer;

import io.sightline.PreprocessContext;
import io.sightline.Predictor;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.labels.Labels;
import io.sightline.postprocess.TopK;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import java.nio.file.Path;
import java.util.List;

/** Classifies pictures with the library's steps and with steps of its own, and compares. */
public final class Main {
  private Main() {}

  /**
   * Runs the application.
   *
   * @param arguments the model's directory, then pictures named by their class, as in star-1.png
   */
  public static void main(String[] arguments) {
    Path model = Path.of(arguments[0]);
    Labels labels = Labels.read(model.resolve("labels.txt"));
    try (Predictor<ImageSource, Classification> ready =
            Predictor.builder()
                .model(model)
                .preprocess(pixels())
                .postprocess(TopK.of(1).labels(labels))
                .build();
        Predictor<String, Integer> own =
            Predictor.builder()
                .model(model)
                .preprocess(new FromText(pixels()))
                .postprocess((outputs, context) -> largest(outputs.floats("scores")))
                .build()) {
      for (String picture : List.of(arguments).subList(1, arguments.length)) {
        String name = ready.predict(ImageSource.of(Path.of(picture))).best().label();
        String ownName = labels.name(own.predict(picture));
        if (!name.equals(ownName) || !Path.of(picture).getFileName().toString().startsWith(name)) {
          throw new IllegalStateException(picture + ": " + name + " and " + ownName);
        }
      }
      System.out.println(
          (arguments.length - 1) + " pictures, as "
              + (Main.class.getModule().isNamed() ? "a module" : "classes on the class path"));
    }
  }

  private static ImagePreprocessor pixels() {
    return ImagePreprocessor.builder()
        .resize(Resize.pillow(PillowFilter.BILINEAR))
        .normalize(Normalization.MINUS_ONE_TO_ONE)
        .build();
  }

  private static int largest(float[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  /** A pre-processor of the user's own, around one of the library's. */
  private record FromText(ImagePreprocessor pixels) implements Preprocessor<String> {
    @Override
    public FromText bind(ModelDescription model) {
      return new FromText(pixels.bind(model));
    }

    @Override
    public Sample apply(String path, PreprocessContext context) {
      return pixels.apply(ImageSource.of(Path.of(path)), context);
    }
  }
}
