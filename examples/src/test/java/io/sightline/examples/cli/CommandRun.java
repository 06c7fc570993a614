package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the command line, in this process. The standard streams belong to the process, so
 * calls run one after another.
 *
 * @param status the exit status
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record CommandRun(int status, String out, String err) {
  private static final String HOME = "sightline.home";

  static CommandRun of(String... arguments) {
    return withInput("", arguments);
  }

  static CommandRun ofAll(List<String> arguments) {
    return of(arguments.toArray(String[]::new));
  }

  /** Runs a command that finds the text on standard input. */
  static synchronized CommandRun withInput(String input, String... arguments) {
    InputStream in = System.in;
    PrintStream out = System.out;
    PrintStream err = System.err;
    @Nullable String home = System.getProperty(HOME);
    var capturedOut = new ByteArrayOutputStream();
    var capturedErr = new ByteArrayOutputStream();
    int status;
    try {
      System.setProperty(HOME, TestData.project().toString());
      System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
      System.setOut(new PrintStream(capturedOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(capturedErr, true, StandardCharsets.UTF_8));
      status = Sightline.run(arguments);
    } finally {
      System.setIn(in);
      System.setOut(out);
      System.setErr(err);
      if (home == null) {
        System.clearProperty(HOME);
      } else {
        System.setProperty(HOME, home);
      }
    }
    return new CommandRun(
        status,
        capturedOut.toString(StandardCharsets.UTF_8),
        capturedErr.toString(StandardCharsets.UTF_8));
  }

  /** Standard output as lines. */
  List<String> lines() {
    return out.lines().toList();
  }

  /** Standard output as one JSON object a line. */
  List<JsonObject> json() {
    return out.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }
}
