package io.sightline.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.model.ModelSession;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that predicts for days must not grow. */
@Tag("soak")
@EnabledOnOs(OS.LINUX)
class MemorySoakTest {
  private static final int PREDICTIONS = 100_000;
  private static final int REPORTS = 10;

  @TempDir Path directory;

  /** A large Java heap grows as long as it may, and that would be all there is to see. */
  @BeforeAll
  static void requireSmallHeap() {
    assumeTrue(
        Runtime.getRuntime().maxMemory() <= 256L << 20,
        "Skipped: needs a heap of at most 256 MB, -Dsightline.testHeap=128m");
  }

  @Test
  void run_hundredThousandTimes_leavesResidentMemoryFlat() throws IOException {
    List<Long> megabytes = new ArrayList<>();
    try (ModelSession session = TestModels.open(TestModels.convolution(directory))) {
      TensorValue image = TensorValue.of(new float[192], Shape.of(1, 8, 8, 3));
      for (int i = 1; i <= PREDICTIONS; i++) {
        assertThat(TestModels.run(session, "image", image)).hasSize(1);
        if (i % (PREDICTIONS / REPORTS) == 0) {
          megabytes.add(residentMegabytes());
        }
      }
    }
    System.out.println("Resident MB after each " + PREDICTIONS / REPORTS + " runs: " + megabytes);

    assertThat(megabytes.get(REPORTS - 1) - megabytes.get(REPORTS / 2 - 1)).isLessThan(32);
  }

  @Test
  void openAndFail_manyTimes_leavesResidentMemoryFlat() throws IOException {
    Path good = TestModels.convolution(directory);
    List<Long> megabytes = new ArrayList<>();
    TensorValue wrong = TensorValue.of(new float[12], Shape.of(1, 2, 2, 3));
    for (int i = 1; i <= 2000; i++) {
      try (ModelSession session = TestModels.open(good)) {
        assertThatThrownBy(() -> TestModels.run(session, "image", wrong))
            .hasMessageContaining("does not fit");
      }
      if (i % 200 == 0) {
        megabytes.add(residentMegabytes());
      }
    }
    System.out.println("Resident MB after each 200 models: " + megabytes);

    assertThat(megabytes.get(9) - megabytes.get(4)).isLessThan(64);
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
