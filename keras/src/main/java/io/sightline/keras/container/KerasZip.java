package io.sightline.keras.container;

import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A {@code .keras} archive. Three entries are read by their names, and nothing is ever written to a
 * path that the archive names. Keras stores its entries, so the weights are mapped where they lie;
 * if someone has compressed them they are unpacked into a temporary file.
 */
final class KerasZip {
  static final String CONFIG = "config.json";
  static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private static final int MAX_METADATA_BYTES = 1 << 20;
  private static final int CHUNK = 1 << 16;

  /** Trained weights hardly shrink, and a large architecture shrinks to a fortieth. */
  private static final long MAX_RATIO = 100;

  /** What may be unpacked from however little. */
  private static final long ALWAYS_ALLOWED = 1 << 20;

  private final FileRegion file;
  private final String source;
  private final Map<String, ZipEntry> entries;

  KerasZip(FileRegion file, String source) throws IOException {
    this.file = file;
    this.source = source;
    this.entries = ZipDirectory.read(file);
  }

  /** Whether an archive with these entries is one that Keras wrote, in whichever way. */
  static boolean isKeras(Map<String, ZipEntry> entries) {
    return entries.containsKey(CONFIG)
        && (entries.containsKey(METADATA)
            || entries.keySet().stream().anyMatch(name -> name.startsWith("model.weights.")));
  }

  JsonObject config() throws IOException {
    return Json.read(read(CONFIG, Json.MAX_BYTES), CONFIG, source);
  }

  JsonObject metadata() throws IOException {
    return entries.containsKey(METADATA)
        ? Json.read(read(METADATA, MAX_METADATA_BYTES), METADATA, source)
        : new JsonObject();
  }

  /** The weights: a part of this file, or a temporary file that goes away when it is closed. */
  FileRegion weights() throws IOException {
    if (!entries.containsKey(WEIGHTS)) {
      throw noWeights();
    }
    ZipEntry entry = entry(WEIGHTS);
    FileRegion content = ZipDirectory.content(file, entry);
    if (entry.method() == ZipEntry.STORED) {
      copy(entry, content, OutputStream.nullOutputStream(), Long.MAX_VALUE);
      return content;
    }
    return unpack(entry, content);
  }

  private byte[] read(String name, int limit) throws IOException {
    ZipEntry entry = entry(name);
    if (entry.size() > limit) {
      throw refuse(name, "at most " + limit + " bytes", entry.size() + " bytes");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy(entry, ZipDirectory.content(file, entry), bytes, limit);
    return bytes.toByteArray();
  }

  private ZipEntry entry(String name) {
    ZipEntry entry =
        Optional.ofNullable(entries.get(name))
            .orElseThrow(() -> refuse(name, "the entry " + name, "none"));
    if (entry.isEncrypted()) {
      throw refuse(name, "an entry that is not encrypted", "an encrypted one");
    }
    boolean stored = entry.method() == ZipEntry.STORED && entry.compressed() == entry.size();
    if (!stored && entry.method() != ZipEntry.DEFLATED) {
      throw refuse(name, "a stored or deflated entry", "method " + entry.method());
    }
    return entry;
  }

  private FileRegion unpack(ZipEntry entry, FileRegion content) throws IOException {
    Path temporary = Files.createTempFile("sightline-", ".h5");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        copy(entry, content, out, Long.MAX_VALUE);
      }
      return FileRegion.whole(
          FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Copies an entry's content, counts what really comes, and checks it. */
  private void copy(ZipEntry entry, FileRegion content, OutputStream out, long limit)
      throws IOException {
    long allowed = Math.min(limit, Math.max(ALWAYS_ALLOWED, entry.compressed() * MAX_RATIO));
    CRC32 checksum = new CRC32();
    long count =
        entry.method() == ZipEntry.STORED
            ? copyStored(content, checksum, out)
            : inflate(entry, content, checksum, out, allowed);
    if (count != entry.size() || checksum.getValue() != entry.checksum()) {
      throw refuse(entry.name(), "what was once written there", "bytes that were changed since");
    }
  }

  private static long copyStored(FileRegion content, CRC32 checksum, OutputStream out)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    var sink = Channels.newChannel(out);
    long at = 0;
    while (at < content.length()) {
      chunk.clear().limit((int) Math.min(CHUNK, content.length() - at));
      int count = content.channel().read(chunk, content.offset() + at);
      if (count < 0) {
        throw new ZipException("The archive became shorter while it was read");
      }
      checksum.update(chunk.flip());
      sink.write(chunk.rewind());
      at += count;
    }
    return at;
  }

  private long inflate(
      ZipEntry entry, FileRegion content, CRC32 checksum, OutputStream out, long allowed)
      throws IOException {
    Inflater inflater = new Inflater(true);
    byte[] unpacked = new byte[CHUNK];
    long at = 0;
    long total = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          int size = (int) Math.min(CHUNK, content.length() - at);
          if (size == 0) {
            throw new ZipException("The entry " + entry.name() + " breaks off");
          }
          inflater.setInput(content.read(at, size));
          at += size;
        }
        int count = inflater.inflate(unpacked);
        if (count == 0 && inflater.needsDictionary()) {
          throw new ZipException("The entry " + entry.name() + " needs a dictionary");
        }
        total += count;
        if (total > allowed) {
          throw refuse(entry.name(), "at most " + allowed + " bytes when unpacked", "more");
        }
        checksum.update(unpacked, 0, count);
        out.write(unpacked, 0, count);
      }
      return total;
    } catch (DataFormatException e) {
      throw new ZipException("The entry " + entry.name() + " is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private ModelLoadException noWeights() {
    Optional<String> other =
        entries.keySet().stream()
            .filter(name -> name.startsWith("model.weights."))
            .sorted()
            .findFirst();
    return refuse(
        WEIGHTS,
        "the weights as " + WEIGHTS,
        other.map(name -> "them as " + name + ", which this library does not read").orElse("none"));
  }

  private ModelLoadException refuse(String name, String expected, String found) {
    return new ModelLoadException(
        "The entry %s of %s cannot be read: expected %s, found %s. Copy it again, or save it again with model.save('name.keras')."
            .formatted(name, source, expected, found),
        source);
  }
}
