package io.sightline.keras.container;

import static io.sightline.keras.TestFiles.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelLoadException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KerasZipTest {
  @TempDir Path directory;

  @Test
  void weights_stored_areAPartOfTheFile() throws IOException {
    try (FileRegion file = file(archive("weights".getBytes(UTF_8), ZipEntry.STORED))) {
      FileRegion weights = new KerasZip(file, "m").weights();

      assertThat(weights.channel()).isSameAs(file.channel());
      assertThat(text(weights)).isEqualTo("weights");
    }
  }

  @Test
  void weights_deflated_areUnpackedAndGoAwayWhenClosed() throws IOException {
    byte[] content = "weights ".repeat(1000).getBytes(UTF_8);
    try (FileRegion file = file(archive(content, ZipEntry.DEFLATED))) {
      FileRegion weights = new KerasZip(file, "m").weights();

      assertThat(weights.channel()).isNotSameAs(file.channel());
      assertThat(text(weights)).isEqualTo("weights ".repeat(1000));
      weights.close();
    }
  }

  @Test
  void config_otherEntries_areLeftAlone() throws IOException {
    Map<String, byte[]> entries = entries("w".getBytes(UTF_8));
    entries.put("../../escape", new byte[] {1});
    entries.put("assets/words.txt", new byte[] {2});
    try (FileRegion file = file(zip(entries, ZipEntry.DEFLATED))) {
      assertThat(new KerasZip(file, "m").config().get("a").getAsInt()).isEqualTo(1);
    }
    assertThat(directory.toFile().list()).containsExactly("m.keras");
  }

  @Test
  void config_thatUnpacksWithoutEnd_isRefused() throws IOException {
    Map<String, byte[]> entries = entries(new byte[1]);
    entries.put("config.json", " ".repeat(20 << 20).getBytes(UTF_8));
    try (FileRegion file = file(zip(entries, ZipEntry.DEFLATED))) {
      KerasZip archive = new KerasZip(file, "m");

      assertThatThrownBy(archive::config)
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("when unpacked");
    }
  }

  @Test
  void weights_thatUnpackWithoutEnd_areRefusedAndLeaveNothing() throws IOException {
    long before = temporaryFiles();
    try (FileRegion file = file(archive(new byte[64 << 20], ZipEntry.DEFLATED))) {
      KerasZip archive = new KerasZip(file, "m");

      assertThatThrownBy(archive::weights)
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("when unpacked");
    }
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void read_nameTwice_isRefused() throws IOException {
    Map<String, byte[]> entries = entries(new byte[1]);
    entries.put("confiX.json", new byte[] {3});
    byte[] bytes =
        new String(zip(entries, ZipEntry.STORED), ISO_8859_1)
            .replace("confiX.json", "config.json")
            .getBytes(ISO_8859_1);
    try (FileRegion file = file(bytes)) {
      assertThatThrownBy(() -> new KerasZip(file, "m"))
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("twice");
    }
  }

  @Test
  void read_otherNameInTheEntry_isRefused() throws IOException {
    byte[] bytes =
        new String(archive(new byte[1], ZipEntry.STORED), ISO_8859_1)
            .replaceFirst("config.json", "confiX.json")
            .getBytes(ISO_8859_1);
    try (FileRegion file = file(bytes)) {
      KerasZip archive = new KerasZip(file, "m");

      assertThatThrownBy(archive::config)
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("another name");
    }
  }

  @Test
  void weights_changedByOneBit_areRefused() throws IOException {
    byte[] bytes =
        new String(archive("weights".getBytes(UTF_8), ZipEntry.STORED), ISO_8859_1)
            .replace("weights", "weighty")
            .replace("model.weighty", "model.weights")
            .getBytes(ISO_8859_1);
    try (FileRegion file = file(bytes)) {
      KerasZip archive = new KerasZip(file, "m");

      assertThatThrownBy(archive::weights)
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("changed");
    }
  }

  @Test
  void weights_asNpz_sayWhatTheyAre() throws IOException {
    Map<String, byte[]> entries = entries(new byte[1]);
    entries.put("model.weights.npz", new byte[1]);
    entries.remove("model.weights.h5");
    try (FileRegion file = file(zip(entries, ZipEntry.STORED))) {
      KerasZip archive = new KerasZip(file, "m");

      assertThatThrownBy(archive::weights)
          .isInstanceOf(ModelLoadException.class)
          .hasMessageContaining("model.weights.npz")
          .hasMessageContaining("save it again");
    }
  }

  private static Map<String, byte[]> entries(byte[] weights) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("metadata.json", "{}".getBytes(UTF_8));
    entries.put("config.json", "{\"a\": 1}".getBytes(UTF_8));
    entries.put("model.weights.h5", weights);
    return entries;
  }

  private static byte[] archive(byte[] weights, int method) {
    return zip(entries(weights), method);
  }

  private FileRegion file(byte[] bytes) throws IOException {
    Path path = Files.write(directory.resolve("m.keras"), bytes);
    return FileRegion.whole(FileChannel.open(path));
  }

  private static String text(FileRegion region) throws IOException {
    return UTF_8.decode(region.map()).toString();
  }

  private static long temporaryFiles() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(path -> path.getFileName().toString().startsWith("sightline-")).count();
    }
  }
}
