package io.sightline.model;

import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens models without a predictor, with whichever loader knows them. Safe for use by several
 * threads.
 */
public final class Models {
  private static final Logger LOGGER = LoggerFactory.getLogger(Models.class);

  private Models() {}

  /**
   * Opens a model with the one installed loader that claims it.
   *
   * @param path a file or directory
   * @param options what is said of the model
   * @return the open model, for the caller to close
   * @throws ModelLoadException if it cannot be opened, or not with one loader alone
   */
  public static ModelSession open(Path path, ModelOptions options) {
    List<ModelLoader> installed = new ArrayList<>();
    ServiceLoader.load(ModelLoader.class, ModelLoader.class.getClassLoader())
        .forEach(installed::add);
    if (installed.isEmpty()) {
      ServiceLoader.load(ModelLoader.class).forEach(installed::add);
    }
    return open(path, options, installed);
  }

  /**
   * Opens a model with the one loader of these that claims it.
   *
   * @param path a file or directory
   * @param options what is said of the model
   * @param loaders the loaders to ask
   * @return the open model, for the caller to close
   * @throws ModelLoadException if it cannot be opened, or not with one loader alone
   */
  public static ModelSession open(Path path, ModelOptions options, List<ModelLoader> loaders) {
    if (path.toString().isEmpty()) {
      throw new ModelLoadException(
          "The path of the model is empty: expected a file or a directory. Name one.", null);
    }
    if (!Files.exists(path)) {
      throw missing(path);
    }
    List<ModelLoader> claiming = loaders.stream().filter(loader -> loader.claims(path)).toList();
    if (claiming.isEmpty()) {
      throw unclaimed(path, loaders);
    }
    if (claiming.size() > 1) {
      throw new ModelLoadException(
          "%s can be opened in more than one way: expected one loader that claims it, found %s."
                  .formatted(path, names(claiming))
              + " Choose one with .loader(...) on the builder.",
          path.toString());
    }
    ModelSession session = claiming.get(0).open(path, options);
    LOGGER.info("Opened {}", session.description());
    return session;
  }

  private static ModelLoadException missing(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    String hint =
        parent != null && !Files.isDirectory(parent)
            ? "Its directory " + parent + " does not exist either."
            : "Check the path"
                + (path.isAbsolute()
                    ? "."
                    : "; it was looked up from " + Path.of("").toAbsolutePath() + ".");
    return new ModelLoadException(
        "There is no model at %s: expected a file or a directory, found nothing. %s"
            .formatted(path, hint),
        path.toString());
  }

  private static ModelLoadException unclaimed(Path path, List<ModelLoader> loaders) {
    FileKind kind = FileKind.of(path);
    String explanation =
        switch (kind) {
          case HDF5 ->
              "%s is a Keras HDF5 file; add io.sightline:sightline-keras to the dependencies."
                  .formatted(path.getFileName());
          case KERAS_ZIP ->
              "%s is a Keras file; add io.sightline:sightline-keras to the dependencies."
                  .formatted(path.getFileName());
          case TFLITE, ONNX, PICKLE ->
              ("%s is %s, which this library does not run. Use the SavedModel or the Keras file that"
                      + " it was made from, or convert it to a SavedModel.")
                  .formatted(path.getFileName(), kind.phrase());
          default ->
              ("%s is no model that can be opened: expected a SavedModel directory, a frozen"
                      + " TensorFlow graph (.pb) or a Keras file, found %s.%s")
                  .formatted(path, kind.phrase(), advice(kind));
        };
    if (loaders.isEmpty()) {
      explanation +=
          " No model loader is on the class path or module path at all: add"
              + " io.sightline:sightline-tensorflow.";
    }
    return new ModelLoadException(explanation, path.toString());
  }

  private static String advice(FileKind kind) {
    return switch (kind) {
      case DIRECTORY ->
          " A SavedModel directory holds saved_model.pb or saved_model.pbtxt: check that all of it"
              + " was copied.";
      case GIT_LFS -> " Run 'git lfs pull' where it was cloned.";
      case HTML -> " A download may have saved an error page: fetch the model again.";
      case EMPTY -> " Fetch or export the model again.";
      case ZIP, GZIP -> " There is no SavedModel in it.";
      default -> " Check the path.";
    };
  }

  private static String names(List<ModelLoader> loaders) {
    return loaders.stream().map(ModelLoader::name).sorted().collect(Collectors.joining(" and "));
  }
}
