package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import io.sightline.PreprocessContext;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.error.PredictionException;
import io.sightline.error.StepException;
import io.sightline.examples.cli.arguments.ImageArguments;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.examples.cli.arguments.StepArguments;
import io.sightline.examples.cli.output.Json;
import io.sightline.examples.cli.output.ProgressBar;
import io.sightline.image.ImageSource;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.tensor.Npy;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes what a model would be fed. */
@Command(
    name = "preprocess",
    description =
        "Writes the very tensor that a model would get, with its batch axis, as NumPy file. Without"
            + " steps and model: the decoded pixels, uint8 [height, width, 3].",
    mixinStandardHelpOptions = true)
final class PreprocessCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(
      names = "--out",
      paramLabel = "FILE.npy|DIR",
      required = true,
      description = "The file to write; a directory for several pictures or a folder.")
  private Path out;

  @Option(names = "--model", paramLabel = "MODEL", description = "The model whose input it is for.")
  private @Nullable Path model;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;
  @Mixin private ImageArguments images;

  @Override
  public Integer call() throws IOException {
    List<ImageArguments.Picture> pictures = images.pictures();
    refuseNamesakes(pictures);
    if (model == null) {
      return writeAll(pictures, withoutModel());
    }
    try (ModelSession session = modelArguments.open(model)) {
      ModelDescription description = session.description();
      steps.warnOfUnstatedNormalization(description);
      Preprocessor<ImageSource> bound =
          steps.forModel(description, modelArguments.inputName()).bind(description);
      return writeAll(pictures, source -> batch(sample(bound, source), description));
    }
  }

  /** Two pictures would be written to one file, and the first be lost. */
  private void refuseNamesakes(List<ImageArguments.Picture> pictures) {
    Map<Path, String> names = new HashMap<>();
    for (ImageArguments.Picture picture : pictures) {
      String earlier = names.put(file(picture), picture.name());
      if (earlier != null) {
        throw new ParameterException(
            command.commandLine(),
            "%s and %s would both be written to %s: give them in two calls, or their folder"
                .formatted(earlier, picture.name(), file(picture)));
      }
    }
  }

  private Path file(ImageArguments.Picture picture) {
    return images.isOneFile() ? out : out.resolve(picture.relative() + ".npy");
  }

  private Function<ImageSource, TensorValue> withoutModel() {
    if (!steps.areStated()) {
      ImagePreprocessor pixels = ImagePreprocessor.wholeImage();
      return pixels::decodedPixels;
    }
    ImagePreprocessor preprocessor = steps.withoutModel();
    return source -> {
      TensorValue item = only(sample(preprocessor, source).values());
      return item.reshape(item.shape().prepend(1));
    };
  }

  private static TensorValue batch(Sample sample, ModelDescription model) {
    Feed feed = sample.feedsFor(model).values().iterator().next();
    return feed.parts().get(0).reshape(feed.shape());
  }

  private static TensorValue only(Map<String, TensorValue> values) {
    return values.values().iterator().next();
  }

  private static Sample sample(Preprocessor<ImageSource> preprocessor, ImageSource source) {
    try {
      return preprocessor.apply(source, PreprocessContext.standalone());
    } catch (PredictionException e) {
      throw e;
    } catch (Exception e) {
      throw new StepException(e.toString(), "preprocess", source.name(), e);
    }
  }

  private int writeAll(
      List<ImageArguments.Picture> pictures, Function<ImageSource, TensorValue> tensor)
      throws IOException {
    boolean allWell = true;
    try (ProgressBar progress = new ProgressBar(pictures.size())) {
      for (ImageArguments.Picture picture : pictures) {
        allWell &= write(picture, tensor);
        progress.step();
      }
    }
    return allWell ? 0 : Sightline.SOME_FAILED;
  }

  private boolean write(ImageArguments.Picture picture, Function<ImageSource, TensorValue> tensor)
      throws IOException {
    TensorValue value;
    try {
      value = tensor.apply(ImageSource.of(picture.path()));
    } catch (PredictionException e) {
      if (json) {
        System.out.println(Json.line(Json.failure(picture.name(), e)));
      } else {
        System.err.println("sightline: " + e.getMessage());
      }
      return false;
    }
    Path file = file(picture);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Npy.write(file, value);
    if (json) {
      JsonObject line = Json.success(picture.name());
      line.addProperty("out", file.toString());
      line.addProperty("type", value.elementType().toString());
      line.add("shape", Json.shape(value.shape()));
      System.out.println(Json.line(line));
    } else {
      System.out.println(picture.name() + ": " + value + " -> " + file);
    }
    return true;
  }
}
