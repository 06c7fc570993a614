package io.sightline.examples.cli;

import io.sightline.examples.shapes.TrainShapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the bundled model anew. */
@Command(
    name = "train-shapes",
    description = "Trains the bundled classifier of drawn shapes anew, in a few minutes.",
    mixinStandardHelpOptions = true)
final class TrainShapesCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "The directory to write the SavedModel, its labels and its note to.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    TrainShapes.run(out, System.err::println);
    return 0;
  }
}
