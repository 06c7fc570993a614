package io.sightline.examples.cli.model;

import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.Normalization;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import java.nio.file.Path;

/** The classifier of drawn shapes that comes with the project: {@code examples/models/shapes}. */
public final class BundledModel {
  private BundledModel() {}

  /**
   * Where it lies.
   *
   * @return the SavedModel directory
   */
  public static Path directory() {
    return examples().resolve("models").resolve("shapes");
  }

  /**
   * The names of its classes.
   *
   * @return the label file
   */
  public static Path labels() {
    return directory().resolve("labels.txt");
  }

  /**
   * The pictures that come with it.
   *
   * @return the folder
   */
  public static Path pictures() {
    return examples().resolve("pictures");
  }

  /**
   * The steps that it was trained with.
   *
   * @return the steps; the model says the size
   */
  public static ImagePreprocessor preprocessor() {
    return ImagePreprocessor.builder()
        .resize(Resize.pillow(PillowFilter.BILINEAR))
        .normalize(Normalization.MINUS_ONE_TO_ONE)
        .build();
  }

  /** The folder of this module; the launcher says where the project is. */
  private static Path examples() {
    return Path.of(System.getProperty("sightline.home", ".")).resolve("examples");
  }
}
