package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class RunCommandTest {
  @TempDir private Path directory;

  @Test
  void run_bundledModel_writesEveryOutput() {
    String input = zeros("zeros.npy", Shape.of(3, 64, 64, 3));

    CommandRun run = run(Fixtures.MODEL, "--input", input);

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo("scores: float32 [3, 9]" + System.lineSeparator());
    TensorValue scores = Fixtures.readNpy(out().resolve("scores.npy"));
    assertThat(scores.shape()).isEqualTo(Shape.of(3, 9));
    float[] values = scores.floats();
    double sum = 0;
    for (int i = 0; i < 9; i++) {
      sum += values[i];
    }
    assertThat(sum).isBetween(0.99999, 1.00001);
  }

  @Test
  void run_namedInput_isTheSame() {
    String input = zeros("zeros.npy", Shape.of(1, 64, 64, 3));

    assertThat(run(Fixtures.MODEL, "--input", "image=" + input).out())
        .isEqualTo(run(Fixtures.MODEL, "--input", input).out());
  }

  @Test
  void run_outputNames_areMadeFitForFiles() {
    Path model = sumAndDifference();
    String a = floats("a.npy", 1, 2, 3);
    String b = floats("b.npy", 10, 20, 30);

    CommandRun run = run(model.toString(), "--input", "a=" + a, "--input", "b=" + b);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).allMatch(line -> line.endsWith(": float32 [3]")).hasSize(2);
    assertThat(run.lines()).anyMatch(line -> line.startsWith("scope/sum"));
    assertThat(floats("scope_sum")).containsExactly(11, 22, 33);
    assertThat(floats("scope_difference")).containsExactly(9, 18, 27);
  }

  @Test
  void run_output_choosesWhatIsWritten() {
    Path model = sumAndDifference();
    String a = floats("a.npy", 1, 2, 3);

    CommandRun run =
        run(
            model.toString(),
            "--output",
            "scope/difference",
            "--input",
            "a=" + a,
            "--input",
            "b=" + a);

    assertThat(run.status()).isZero();
    assertThat(run.lines()).containsExactly("scope/difference: float32 [3]");
    assertThat(out().toFile().list()).containsExactly("scope_difference.npy");
  }

  @Test
  void run_outputsWithOneFileName_overwriteNothingSilently() {
    Path model =
        Fixtures.writeGraph(
            directory.resolve("twins.pb"),
            tf -> {
              var x = tf.withName("x").placeholder(TFloat32.class, shape(-1));
              tf.withSubScope("a").withName("b").math.neg(x);
              tf.withName("a_b").math.add(x, x);
            });

    CommandRun run = run(model.toString(), "--input", floats("x.npy", 1, 2, 3));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("sightline: ").contains("a/b", "a_b", "a_b.npy");
    assertThat(out().resolve("a_b.npy")).doesNotExist();
  }

  @Test
  void run_wrongRank_isUnusableAndSaysWhatIsExpected() {
    String input = zeros("zeros.npy", Shape.of(64, 64, 3));

    CommandRun run = run(Fixtures.MODEL, "--input", input);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .startsWith("sightline: ")
        .contains("image", "[?, 64, 64, 3]", "[64, 64, 3]")
        .doesNotContain("\tat ");
    assertThat(out().resolve("scores.npy")).doesNotExist();
  }

  @Test
  void run_wrongType_isUnusable() {
    Path input =
        Fixtures.writeNpy(
            directory.resolve("doubles.npy"),
            TensorValue.of(new double[64 * 64 * 3], Shape.of(1, 64, 64, 3)));

    CommandRun run = run(Fixtures.MODEL, "--input", input.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("float32", "float64");
  }

  @Test
  void run_inputs_missingUnknownTwiceOrUnnamed_areRefused() {
    String model = sumAndDifference().toString();
    String a = floats("a.npy", 1, 2, 3);
    String named = "a=" + a;
    String other = "b=" + a;

    assertRefused(run(model, "--input", named), "b");
    assertRefused(run(model), "a");
    assertRefused(run(model, "--input", a), "NAME=FILE.npy");
    assertRefused(run(model, "--input", named, "--input", named, "--input", other), "twice");
    assertRefused(run(model, "--input", named, "--input", other, "--input", "c=" + a), "c");
  }

  @Test
  void run_fileThatIsNoArray_isRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("text.npy"), "no array");

    assertRefused(run(Fixtures.MODEL, "--input", text.toString()), "text.npy");
    assertRefused(
        run(Fixtures.MODEL, "--input", directory.resolve("none.npy").toString()), "none.npy");
  }

  @Test
  void run_wrongUsageOrModel_isTwo() {
    String input = zeros("zeros.npy", Shape.of(1, 64, 64, 3));

    assertThat(CommandRun.of("run", "--model", Fixtures.MODEL, "--input", input).status())
        .isEqualTo(2);
    assertThat(CommandRun.of("run", "--input", input, "--out", out().toString()).status())
        .isEqualTo(2);
    assertRefused(run(directory.resolve("none").toString(), "--input", input), "none");
  }

  private static void assertRefused(CommandRun run, String said) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(said).doesNotContain("\tat ");
  }

  private CommandRun run(String model, String... arguments) {
    List<String> all = new ArrayList<>(List.of("run", "--model", model, "--out", out().toString()));
    all.addAll(List.of(arguments));
    return CommandRun.ofAll(all);
  }

  private Path out() {
    return directory.resolve("out");
  }

  private String zeros(String name, Shape shape) {
    return Fixtures.writeNpy(
            directory.resolve(name), TensorValue.of(new float[(int) shape.elementCount()], shape))
        .toString();
  }

  private String floats(String name, float... values) {
    return Fixtures.writeNpy(
            directory.resolve(name), TensorValue.of(values, Shape.of(values.length)))
        .toString();
  }

  private float[] floats(String output) {
    return Fixtures.readNpy(out().resolve(output + ".npy")).floats();
  }

  /** Two inputs, a and b, and the outputs scope/sum and scope/difference: b - a. */
  private Path sumAndDifference() {
    return Fixtures.writeGraph(
        directory.resolve("two.pb"),
        tf -> {
          var a = tf.withName("a").placeholder(TFloat32.class, shape(-1));
          var b = tf.withName("b").placeholder(TFloat32.class, shape(-1));
          var scope = tf.withSubScope("scope");
          scope.withName("sum").math.add(a, b);
          scope.withName("difference").math.sub(b, a);
        });
  }

  private static Placeholder.Options shape(long... lengths) {
    return Placeholder.shape(org.tensorflow.ndarray.Shape.of(lengths));
  }
}
