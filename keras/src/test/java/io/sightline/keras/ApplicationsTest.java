package io.sightline.keras;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every model of {@code keras.applications}, made by Python with random weights, gives what Keras
 * gave: within 2e-4 of the largest output, or three times Keras' own noise where that is more. One
 * model at a time is made, compared and deleted, since the largest takes 3 GB. The deviations are
 * added to {@code target/applications.md}.
 *
 * <p>{@code -Dsightline.python=...} names a Python that has Keras 3; without it the test is
 * skipped. {@code -Dsightline.applications=VGG16,Xception} names some of the models.
 */
@Tag("applications")
class ApplicationsTest {
  private static final double TOLERANCE = 2e-4;
  private static final double NOISES = 3;

  @TestFactory
  Stream<DynamicTest> run_everyApplication_givesWhatKerasGave(@TempDir Path folder)
      throws IOException, InterruptedException {
    String python = System.getProperty("sightline.python", "");
    assumeTrue(!python.isEmpty(), "Skipped: -Dsightline.python names no Python with Keras 3");
    return names(python, folder)
        .map(name -> DynamicTest.dynamicTest(name, () -> check(python, name, folder)));
  }

  private static Stream<String> names(String python, Path folder)
      throws IOException, InterruptedException {
    String chosen = System.getProperty("sightline.applications", "");
    if (!chosen.isEmpty()) {
      return Stream.of(chosen.split(","));
    }
    Path list = folder.resolve("names.txt");
    script(python, list, "list");
    return Files.readAllLines(list).stream();
  }

  private static void check(String python, String name, Path folder)
      throws IOException, InterruptedException {
    try {
      script(python, folder.resolve(name + ".log"), "make", name, folder.toString());
      JsonObject made =
          JsonParser.parseString(Files.readString(folder.resolve(name + ".json")))
              .getAsJsonObject();
      double noise = made.get("noise").getAsDouble();
      Result keras = compare(folder.resolve(name + ".keras"), made);
      Result hdf5 = compare(folder.resolve(name + ".h5"), made);
      note(name, keras, hdf5, noise);
      double allowed = Math.max(TOLERANCE, NOISES * noise);
      assertThat(keras.deviation()).as(".keras").isLessThan(allowed);
      assertThat(hdf5.deviation()).as(".h5").isLessThan(allowed);
    } finally {
      delete(folder, name);
    }
  }

  /** The script's standard output goes to a file. */
  private static void script(String python, Path output, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python));
    command.add(TestData.project().resolve("keras/src/test/python/applications.py").toString());
    command.addAll(List.of(arguments));
    Path errors = output.resolveSibling("errors.log");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor()).as(() -> command + " said " + text(errors)).isZero();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private record Result(double deviation, double secondsToOpen) {}

  private static Result compare(Path model, JsonObject made) throws IOException {
    long start = System.nanoTime();
    try (ModelSession session = new KerasModelLoader().open(model, ModelOptions.standard())) {
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Result(new KerasReference(made, model.getParent()).deviation(session), seconds);
    }
  }

  private static void note(String name, Result keras, Result hdf5, double noise)
      throws IOException {
    Path table = TestData.project().resolve("keras/target/applications.md");
    if (Files.notExists(table)) {
      Files.writeString(
          table,
          """
          | model | .keras deviation | .h5 deviation | noise of Keras | .keras opens in s | .h5 opens in s |
          |---|---|---|---|---|---|
          """);
    }
    Files.writeString(
        table,
        String.format(
            Locale.ROOT,
            "| %s | %.1e | %.1e | %.1e | %.2f | %.2f |%n",
            name,
            keras.deviation(),
            hdf5.deviation(),
            noise,
            keras.secondsToOpen(),
            hdf5.secondsToOpen()),
        StandardOpenOption.APPEND);
  }

  private static void delete(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith(name + ".")).toList()) {
        Files.delete(file);
      }
    }
  }
}
