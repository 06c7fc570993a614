package io.sightline.examples.cli;

import io.sightline.error.PredictionException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line: exit status 0 if all was done, 1 if some pictures failed, 2 for wrong usage or
 * a model that cannot be used. Results go to standard output, everything else to standard error.
 */
@Command(
    name = "sightline",
    description = "Runs image predictions with pre-trained TensorFlow models.",
    mixinStandardHelpOptions = true,
    version = "Sightline 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      InspectCommand.class,
      ClassifyCommand.class,
      DetectCommand.class,
      SegmentCommand.class,
      EvaluateCommand.class,
      PreprocessCommand.class,
      RunCommand.class,
      LabelsCommand.class,
      SuperresCommand.class,
      TrainShapesCommand.class
    })
public final class Sightline {
  /** The exit status if some pictures failed. */
  static final int SOME_FAILED = 1;

  /** The exit status if nothing could be done. */
  static final int UNUSABLE = 2;

  private Sightline() {}

  /** Runs a command and ends the process. Results are UTF-8, whatever the locale. */
  public static void main(String[] arguments) {
    // What it writes is English, and read by programs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
    separateErrors();
    System.exit(run(arguments));
  }

  /** Runs a command; returns the exit status. */
  public static int run(String... arguments) {
    return new CommandLine(new Sightline())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              if (failure instanceof PredictionException
                  || failure instanceof IOException
                  || failure instanceof UncheckedIOException
                  || failure instanceof IllegalArgumentException
                  || failure instanceof IllegalStateException) {
                System.err.println("sightline: " + message(failure));
              } else {
                failure.printStackTrace(command.getErr());
              }
              return UNUSABLE;
            })
        .execute(arguments);
  }

  /** The message of most failures to read or write a file is its name alone. */
  private static @Nullable String message(Exception failure) {
    Throwable told =
        failure instanceof UncheckedIOException
            ? Objects.requireNonNull(failure.getCause())
            : failure;
    if (told instanceof FileSystemException file && file.getReason() == null) {
      return file.getMessage() + ": " + file.getClass().getSimpleName();
    }
    return told.getMessage();
  }

  /**
   * Writes what this program says to the stream that the launcher names, since TensorFlow writes
   * log lines of its own to the process's standard error.
   */
  private static void separateErrors() {
    String file = System.getProperty("sightline.stderr");
    if (file == null) {
      return;
    }
    try {
      System.setErr(
          new PrintStream(new FileOutputStream(file, true), true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      System.err.println("sightline: " + file + " cannot be written to: " + e.getMessage());
    }
  }
}
