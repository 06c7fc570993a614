package io.sightline.examples.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Nothing in the documents is untrue: their code compiles, their commands run, their links lead.
 */
class DocumentsTest {
  private static final Path PROJECT = TestData.project();

  @TempDir Path directory;

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>();
    documents.add(PROJECT.resolve("README.md"));
    documents.add(PROJECT.resolve("CONTRIBUTING.md"));
    try (Stream<Path> pages = Files.list(PROJECT.resolve("docs"))) {
      pages.filter(page -> page.toString().endsWith(".md")).sorted().forEach(documents::add);
    }
    return documents;
  }

  private static List<String> blocks(Path document, String language) throws IOException {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(document));
    return matcher.results().map(result -> result.group(1)).toList();
  }

  /** Java as its formatter leaves it differs from how it is quoted in white space alone. */
  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }

  @Test
  void javaBlocks_areCompiledCode() throws IOException {
    Path sources = PROJECT.resolve("examples/src/main/java/io/sightline/examples");
    String compiled =
        withoutSpace(
            Files.readString(sources.resolve("docs/Snippets.java"))
                + Files.readString(sources.resolve("keras/CustomModels.java")));
    int count = 0;
    for (Path document : documents()) {
      for (String block : blocks(document, "java")) {
        assertThat(compiled).as("%s: %s", document, block).contains(withoutSpace(block));
        count++;
      }
    }
    assertThat(count).isGreaterThanOrEqualTo(3);
  }

  @Test
  void exampleOfPredictor_isThatOfTheReadme() throws IOException {
    String source =
        Files.readString(PROJECT.resolve("core/src/main/java/io/sightline/Predictor.java"));
    Matcher example =
        Pattern.compile("<pre>\\{@code\n(.*?)\\* \\}</pre>", Pattern.DOTALL).matcher(source);
    assertThat(example.find()).isTrue();
    String quoted = example.group(1).replaceAll("(?m)^ \\* ?", "");
    String readme = blocks(PROJECT.resolve("README.md"), "java").get(0);

    assertThat(withoutSpace(readme.replaceAll("//.*", "").replaceAll("System.out.*", "")))
        .isEqualTo(withoutSpace(quoted));
  }

  @Test
  void links_leadSomewhere() throws IOException {
    for (Path document : documents()) {
      Matcher links = Pattern.compile("\\]\\(([^)#]+)\\)").matcher(Files.readString(document));
      while (links.find()) {
        if (!links.group(1).startsWith("http")) {
          assertThat(document.resolveSibling(links.group(1))).as("%s", document).exists();
        }
      }
    }
  }

  @Test
  void ciRun_callsTheCommandsOfTheReadme() throws IOException {
    List<String> commands = blocks(PROJECT.resolve("README.md"), "sh");
    String ci = Files.readString(PROJECT.resolve(".ci/run"));

    assertThat(commands).element(0).asString().isEqualTo("examples/sightline demo\n");
    assertThat(commands).element(2).asString().isEqualTo("mvn verify\n");
    assertThat(ci).contains("\nexamples/sightline demo\n").contains("\nmvn verify\n");
  }

  @Test
  void snippet1_runsOnARealModel() throws Exception {
    copy(
        TestData.model("tf2_savedmodel_mobilenet_v1_0.25_keras3export/saved_model"),
        directory.resolve("mobilenet_v2"));
    Files.copy(
        TestData.model("tf2_savedmodel_mobilenet_v1_0.25_keras3export/labels.txt"),
        directory.resolve("imagenet_labels.txt"));
    Files.copy(TestData.model("images_photos/burger.jpg"), directory.resolve("cat.jpg"));

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Snippets.class.getName())
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();

    assertThat(process.waitFor()).isZero();
    assertThat(said).startsWith("cheeseburger 0.9");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  @Test
  void snippet5_runsStepsOfOnesOwn() throws IOException {
    Path model = directory.resolve("invoices.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var pixels =
          tf.withName("pixels")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 28, 28)));
      tf.withName("embedding").reduceSum(pixels, tf.array(2));
      Files.write(model, graph.toGraphDef().toByteArray());
    }
    float[] ramp = new float[28 * 28];
    for (int i = 0; i < ramp.length; i++) {
      ramp[i] = Math.floorDiv(i, 28);
    }

    float[] rows = Snippets.embed(model, new Invoice(ramp));

    assertThat(rows).hasSize(28);
    assertThat(rows[3]).isEqualTo(28 * 3f);
  }
}
