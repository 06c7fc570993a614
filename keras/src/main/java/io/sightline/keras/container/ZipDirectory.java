package io.sightline.keras.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The directory of a zip archive (PKWARE APPNOTE 6.3.10, 4.3.12 to 4.3.16). Unlike the one of the
 * JDK it says where an entry lies, so that a stored one can be mapped, and refuses a name that
 * comes twice.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int ZIP64_LOCATOR_SIZE = 20;
  private static final int ZIP64_END_SIGNATURE = 0x06064b50;
  private static final int ZIP64_END_SIZE = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_SIZE = 30;
  private static final int ZIP64_FIELD = 1;
  private static final long IN_ZIP64_FIELD = 0xffffffffL;
  private static final int UTF_8_NAME = 1 << 11;
  private static final int MAX_BYTES = 16 << 20;

  private final FileRegion file;

  private ZipDirectory(FileRegion file) {
    this.file = file;
  }

  /** The entries by their names. */
  static Map<String, ZipEntry> read(FileRegion file) throws IOException {
    return new ZipDirectory(file).entries();
  }

  /** The bytes of an entry in the archive, as they are compressed. */
  static FileRegion content(FileRegion file, ZipEntry entry) throws IOException {
    ByteBuffer local = file.read(entry.header(), LOCAL_SIZE);
    if (local.getInt(0) != LOCAL_SIGNATURE) {
      throw new ZipException("There is no entry where the directory says " + entry.name());
    }
    int nameLength = Short.toUnsignedInt(local.getShort(26));
    int extraLength = Short.toUnsignedInt(local.getShort(28));
    ByteBuffer name = file.read(entry.header() + LOCAL_SIZE, nameLength);
    if (!name(name, entry.flags()).equals(entry.name())) {
      throw new ZipException("The entry " + entry.name() + " says another name of itself");
    }
    return file.part(entry.header() + LOCAL_SIZE + nameLength + extraLength, entry.compressed());
  }

  private Map<String, ZipEntry> entries() throws IOException {
    long end = findEnd();
    ByteBuffer record = file.read(end, END_SIZE);
    long count = Short.toUnsignedLong(record.getShort(10));
    long size = Integer.toUnsignedLong(record.getInt(12));
    long start = Integer.toUnsignedLong(record.getInt(16));
    if (end >= ZIP64_LOCATOR_SIZE) {
      ByteBuffer locator = file.read(end - ZIP64_LOCATOR_SIZE, ZIP64_LOCATOR_SIZE);
      if (locator.getInt(0) == ZIP64_LOCATOR_SIGNATURE) {
        ByteBuffer wide = file.read(locator.getLong(8), ZIP64_END_SIZE);
        if (wide.getInt(0) != ZIP64_END_SIGNATURE) {
          throw new ZipException("There is no directory where the archive says");
        }
        count = wide.getLong(32);
        size = wide.getLong(40);
        start = wide.getLong(48);
      }
    }
    if (size < 0 || size > MAX_BYTES) {
      throw new ZipException("The directory has %s bytes of %s".formatted(size, MAX_BYTES));
    }
    return entries(file.read(start, (int) size), count);
  }

  private long findEnd() throws IOException {
    int tail = (int) Math.min(file.length(), END_SIZE + MAX_COMMENT);
    ByteBuffer bytes = file.read(file.length() - tail, tail);
    for (int at = tail - END_SIZE; at >= 0; at--) {
      if (bytes.getInt(at) == END_SIGNATURE) {
        return file.length() - tail + at;
      }
    }
    throw new ZipException("The archive breaks off before its directory");
  }

  private static Map<String, ZipEntry> entries(ByteBuffer directory, long count)
      throws IOException {
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      if (directory.remaining() < ENTRY_SIZE) {
        throw new ZipException("The directory breaks off after %s of %s".formatted(i, count));
      }
      ZipEntry entry = entry(directory);
      if (entries.put(entry.name(), entry) != null) {
        throw new ZipException("The entry " + entry.name() + " is there twice");
      }
    }
    return entries;
  }

  /** Reads the entry at the buffer's position, and moves behind it. */
  private static ZipEntry entry(ByteBuffer directory) throws IOException {
    ByteBuffer fixed = take(directory, ENTRY_SIZE);
    if (fixed.getInt(0) != ENTRY_SIGNATURE) {
      throw new ZipException("The directory holds what is no entry");
    }
    int flags = Short.toUnsignedInt(fixed.getShort(8));
    String name = name(take(directory, Short.toUnsignedInt(fixed.getShort(28))), flags);
    ByteBuffer extra = take(directory, Short.toUnsignedInt(fixed.getShort(30)));
    skip(directory, Short.toUnsignedInt(fixed.getShort(32)));
    ByteBuffer wide = zip64Field(extra);
    long size = wide(Integer.toUnsignedLong(fixed.getInt(24)), wide);
    long compressed = wide(Integer.toUnsignedLong(fixed.getInt(20)), wide);
    long header = wide(Integer.toUnsignedLong(fixed.getInt(42)), wide);
    return new ZipEntry(
        name,
        flags,
        Short.toUnsignedInt(fixed.getShort(10)),
        Integer.toUnsignedLong(fixed.getInt(16)),
        compressed,
        size,
        header);
  }

  private static long wide(long narrow, ByteBuffer field) throws IOException {
    if (narrow != IN_ZIP64_FIELD) {
      return narrow;
    }
    if (field.remaining() < Long.BYTES) {
      throw new ZipException("The directory lacks a length");
    }
    return field.getLong();
  }

  private static ByteBuffer zip64Field(ByteBuffer extra) throws IOException {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      ByteBuffer field = take(extra, Short.toUnsignedInt(extra.getShort()));
      if (id == ZIP64_FIELD) {
        return field;
      }
    }
    return ByteBuffer.allocate(0);
  }

  private static ByteBuffer take(ByteBuffer from, int length) throws IOException {
    int start = from.position();
    skip(from, length);
    return from.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void skip(ByteBuffer from, int length) throws IOException {
    if (from.remaining() < length) {
      throw new ZipException("The directory breaks off");
    }
    from.position(from.position() + length);
  }

  private static String name(ByteBuffer bytes, int flags) {
    Charset charset =
        (flags & UTF_8_NAME) != 0 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    return charset.decode(bytes.duplicate()).toString();
  }
}
