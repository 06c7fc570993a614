package io.sightline.examples.cli.arguments;

import io.sightline.keras.KerasModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What may be said of a model on the command line. */
public final class ModelArguments {
  @Option(
      names = "--signature",
      paramLabel = "KEY",
      description = "The signature of a SavedModel; by default serving_default or the only one.")
  private @Nullable String signature;

  @Option(
      names = "--tags",
      paramLabel = "TAG,..",
      description = "The tag set of a SavedModel, '' for the empty one; by default serve.")
  private @Nullable String tags;

  @Option(
      names = "--input-name",
      paramLabel = "NAME",
      description = "The input that gets the picture, if that is not evident.")
  private @Nullable String inputName;

  @Option(
      names = "--output",
      paramLabel = "NAME",
      description = "An output to read; repeatable. By default all.")
  private List<String> outputs = List.of();

  @Option(
      names = "--architecture",
      paramLabel = "FILE",
      description = "What model.to_json() wrote, for a Keras file that holds the weights alone.")
  private @Nullable Path architecture;

  /** Made by picocli. */
  ModelArguments() {}

  /**
   * Opens a model as the options say.
   *
   * @param model the file or directory
   * @return the session; the caller closes it
   */
  public ModelSession open(Path model) {
    ModelOptions options = ModelOptions.standard().withOutputs(outputs);
    if (signature != null) {
      options = options.withSignature(signature);
    }
    if (tags != null) {
      options = options.withTags(tagSet(tags));
    }
    if (inputName != null) {
      options = options.withInputs(List.of(inputName));
    }
    return architecture == null
        ? Models.open(model, options)
        : Models.open(
            model, options, List.of(new KerasModelLoader().withArchitecture(architecture)));
  }

  private static Set<String> tagSet(String list) {
    return Arrays.stream(list.split(","))
        .map(String::strip)
        .filter(tag -> !tag.isEmpty())
        .collect(Collectors.toSet());
  }

  /**
   * The options that were given, to say them again.
   *
   * @return each option followed by its value
   */
  public List<String> stated() {
    List<String> stated = new ArrayList<>();
    add("--signature", signature, stated);
    add("--tags", tags, stated);
    add("--input-name", inputName, stated);
    outputs.forEach(output -> add("--output", output, stated));
    add("--architecture", architecture == null ? null : architecture.toString(), stated);
    return stated;
  }

  private static void add(String option, @Nullable String value, List<String> stated) {
    if (value != null) {
      stated.add(option);
      stated.add(value);
    }
  }

  /**
   * The input that gets the picture.
   *
   * @return its name; empty if it was not said
   */
  public Optional<String> inputName() {
    return Optional.ofNullable(inputName);
  }
}
