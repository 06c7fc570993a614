package io.sightline.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the reference values, real models and pictures that tests are held against. They lie beside
 * the project, where the system property {@code sightline.testdata} says; a test that asks for one
 * that is absent is skipped, and says why.
 */
public final class TestData {
  private TestData() {}

  /** A file or directory of the real models and pictures. */
  public static Path model(String relative) {
    return present("testdata/" + relative);
  }

  /** A file or directory of the reference values that other libraries gave. */
  public static Path golden(String relative) {
    return present("golden/" + relative);
  }

  /** The root of this project. */
  public static Path project() {
    return Path.of(System.getProperty("sightline.root", "..")).toAbsolutePath().normalize();
  }

  /** The small classifier that the project brings along: always there. */
  public static Path shapesModel() {
    return project().resolve("examples/models/shapes");
  }

  private static Path present(String relative) {
    Path root = Path.of(System.getProperty("sightline.testdata", "../../shared"));
    Path path = root.resolve(relative).toAbsolutePath().normalize();
    assumeTrue(Files.exists(path), () -> "Skipped: there is no " + path);
    return path;
  }
}
