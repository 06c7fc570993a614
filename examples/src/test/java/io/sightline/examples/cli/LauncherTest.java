package io.sightline.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code examples/sightline}, as a process. */
class LauncherTest {
  private static final Path SCRIPT = TestData.project().resolve("examples/sightline");
  private static final Path CLASSPATH = TestData.project().resolve("examples/target/classpath.txt");

  @TempDir private Path directory;

  @BeforeEach
  void needAShell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "Skipped: there is no /bin/sh");
  }

  @Test
  void script_syntax_isThatOfAPosixShell() throws Exception {
    CommandRun run = start(List.of("/bin/sh", "-n", SCRIPT.toString()));

    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(SCRIPT).isExecutable();
  }

  @Test
  void inspect_fromElsewhereThroughALink_saysNothingElse() throws Exception {
    assumePackaged();
    Path elsewhere = Files.createDirectory(directory.resolve("some where"));
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), SCRIPT);
    Path linked = directory.resolve("sight");
    Files.createSymbolicLink(linked, directory.relativize(link));

    CommandRun run = start(List.of(linked.toString(), "inspect", Fixtures.MODEL));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .contains(
            "input        image: float32 [?, 64, 64, 3]", "output       scores: float32 [?, 9]");
  }

  @Test
  void inspect_missingModel_failsWithItsMessageAlone() throws Exception {
    assumePackaged();

    CommandRun run = start(List.of(SCRIPT.toString(), "inspect", "no such model"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("sightline: ").contains("no such model");
  }

  @Test
  void classifyJson_localeWithoutUnicode_isUtf8() throws Exception {
    assumePackaged();
    Path labels = directory.resolve("labels.txt");
    Files.write(labels, List.of("a", "b", "c", "d", "e", "f", "g", "étoile ★", "i"));

    CommandRun run =
        start(
            List.of(
                "/usr/bin/env",
                "LC_ALL=C",
                SCRIPT.toString(),
                "classify",
                "--model",
                Fixtures.MODEL,
                "--labels",
                labels.toString(),
                "--normalize",
                "signed",
                "--json",
                Fixtures.picture("star-1")));

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("\"étoile ★\"");
  }

  /** The script builds first what is older than its sources: that is nothing for a test to do. */
  private static void assumePackaged() throws IOException {
    assumeTrue(
        Files.isRegularFile(CLASSPATH),
        () -> "Skipped: not packaged yet, there is no " + CLASSPATH + ": run mvn package first");
    FileTime packaged = Files.getLastModifiedTime(CLASSPATH);
    Optional<Path> newer = newerThan(packaged);
    assumeFalse(
        newer.isPresent(),
        () -> "Skipped: " + newer.orElseThrow() + " is newer than the package: run mvn package");
  }

  private static Optional<Path> newerThan(FileTime time) throws IOException {
    List<Path> roots = new ArrayList<>();
    try (Stream<Path> modules = Files.list(TestData.project())) {
      modules
          .flatMap(module -> Stream.of(module.resolve("src/main"), module.resolve("pom.xml")))
          .filter(Files::exists)
          .forEach(roots::add);
    }
    roots.add(TestData.project().resolve("pom.xml"));
    for (Path root : roots) {
      try (Stream<Path> files = Files.walk(root)) {
        Optional<Path> newer =
            files.filter(Files::isRegularFile).filter(file -> isNewer(file, time)).findFirst();
        if (newer.isPresent()) {
          return newer;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNewer(Path file, FileTime time) {
    try {
      return Files.getLastModifiedTime(file).compareTo(time) > 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts a process in an empty directory, without the settings of this one. */
  private CommandRun start(List<String> command) throws Exception {
    Path out = directory.resolve("out.txt");
    Path err = directory.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectory(directory.resolve("work")).toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
