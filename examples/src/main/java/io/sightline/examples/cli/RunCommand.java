package io.sightline.examples.cli;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.tensor.Npy;
import io.sightline.tensor.TensorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a model on arrays, to compare it with Python number by number. */
@Command(
    name = "run",
    description =
        "Feeds NumPy arrays as they are, with their batch axis, and writes every output as one.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--input",
      paramLabel = "[NAME=]FILE.npy",
      description =
          "An array to feed; repeatable. The name may be left away if there is one input.")
  private List<String> inputs = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where to write NAME.npy for each output.")
  private Path out;

  @Mixin private ModelArguments modelArguments;

  @Override
  public Integer call() throws IOException {
    try (ModelSession session = modelArguments.open(model)) {
      Map<String, Feed> feeds = new LinkedHashMap<>();
      for (String input : inputs) {
        feed(input, session.description(), feeds);
      }
      Outputs outputs = Outputs.of(session.run(feeds));
      outputs.writeNpy(out);
      outputs.values().forEach((name, value) -> System.out.println(name + ": " + value));
      return 0;
    }
  }

  private void feed(String argument, ModelDescription description, Map<String, Feed> feeds)
      throws IOException {
    int equals = argument.indexOf('=');
    String name = equals < 0 ? onlyInput(description) : argument.substring(0, equals);
    Path file = Path.of(argument.substring(equals + 1));
    if (!Files.isRegularFile(file)) {
      throw new ParameterException(
          command.commandLine(), "There is no file " + file + ": expected a .npy file");
    }
    if (feeds.put(name, Feed.of(Npy.read(file))) != null) {
      throw new ParameterException(command.commandLine(), "The input '" + name + "' is fed twice");
    }
  }

  private static String onlyInput(ModelDescription model) {
    if (model.inputs().size() != 1) {
      throw new ModelMismatchException(
          "%s does not have one input: expected --input NAME=FILE.npy for each of %s."
              .formatted(
                  model.name(),
                  model.inputs().stream()
                      .map(TensorSpec::toString)
                      .collect(Collectors.joining("; "))),
          model.name());
    }
    return model.inputs().get(0).name();
  }
}
