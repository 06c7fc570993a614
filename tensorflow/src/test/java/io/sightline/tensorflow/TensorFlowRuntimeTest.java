package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelOptions;
import io.sightline.model.Models;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TensorFlowRuntimeTest {
  /** Opens the model that it is given, in a process of its own. */
  static final class OpenModel {
    private OpenModel() {}

    public static void main(String[] arguments) {
      try {
        Models.open(Path.of(arguments[0]), ModelOptions.standard()).close();
      } catch (ModelLoadException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void useThreads_outOfRange_isRefused() {
    assertThatThrownBy(() -> TensorFlowRuntime.useThreads(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withinOperation");
    assertThatThrownBy(() -> TensorFlowRuntime.useThreads(0, 1025))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("acrossOperations");
  }

  @Test
  void useThreads_afterTheFirstModel_isRefusedUnlessItSaysTheSame() {
    assertThat(TensorFlowRuntime.version()).startsWith("2.");

    assertThatCode(() -> TensorFlowRuntime.useThreads(0, 0)).doesNotThrowAnyException();
    assertThatThrownBy(() -> TensorFlowRuntime.useThreads(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("before the first model is opened");
  }

  @Test
  void open_withoutNatives_namesTheArtifactToAdd() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*tensorflow-core-native-[\\d.]+-\\w+-.*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));

    String said = outputOf(classPath, OpenModel.class, "src/test/resources/keras3_saved_by_tf");

    assertThat(said).contains("org.tensorflow:tensorflow-core-native:1.1.0 with classifier ");
  }

  private static String outputOf(String classPath, Class<?> program, String argument)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                program.getName(),
                argument)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var output = process.inputReader()) {
      String said = output.lines().collect(Collectors.joining("\n"));
      process.waitFor();
      return said;
    }
  }
}
