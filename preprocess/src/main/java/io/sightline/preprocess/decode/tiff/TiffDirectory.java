package io.sightline.preprocess.decode.tiff;

import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * The tags of a file's first picture (TIFF 6.0, section 2, and BigTIFF), found as by {@code
 * ImageFileDirectory_v2.load} of Pillow 12.3: what follows a tag whose values lie outside of the
 * file is not read. Values are read when they are asked for.
 */
final class TiffDirectory {
  static final int WIDTH = 256;
  static final int LENGTH = 257;
  static final int BITS_PER_SAMPLE = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES_PER_PIXEL = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_BYTE_COUNTS = 279;
  static final int PLANAR_CONFIGURATION = 284;
  static final int T4_OPTIONS = 292;
  static final int T6_OPTIONS = 293;
  static final int PREDICTOR = 317;
  static final int COLOR_MAP = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_LENGTH = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_BYTE_COUNTS = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;
  static final int XMP = 700;
  static final int WINDOWS_MEDIA_PHOTO = 0xbc01;

  private static final int BIG_TIFF = 43;
  private static final int LAST_BASELINE_TAG = 532;

  /** Bytes of a value by its type, 0 for a type that is passed over. */
  private static final int[] UNIT_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8};

  private record Entry(int type, int position, int count) {}

  private final ByteBuffer file;
  private final boolean big;
  private final Refusal refusal;
  private final Map<Integer, Entry> entries = new HashMap<>();
  private boolean sound;

  private TiffDirectory(ByteBuffer file, boolean big, Refusal refusal) {
    this.file = file;
    this.big = big;
    this.refusal = refusal;
  }

  static TiffDirectory read(ByteBuffer content, Refusal refusal) {
    ByteBuffer file = content.duplicate();
    if (file.limit() < 16) {
      throw refusal.damaged("a file of %s bytes".formatted(file.limit()), null);
    }
    boolean littleEndian = file.get(0) == 'I';
    file.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = file.getShort(2) == BIG_TIFF;
    if (big && !littleEndian) {
      throw refusal.kind("a big-endian file with offsets of 32 bits", "one of 64 bits");
    }
    TiffDirectory directory = new TiffDirectory(file, big, refusal);
    directory.readEntries(big ? file.getLong(8) : file.getInt(4) & 0xffffffffL);
    return directory;
  }

  private void readEntries(long start) {
    int countBytes = big ? Long.BYTES : Short.BYTES;
    if (start <= 0 || start > file.limit() - countBytes) {
      throw refusal.damaged("a directory at byte " + start, null);
    }
    int entryBytes = big ? 20 : 12;
    int position = (int) start + countBytes;
    long stated = big ? file.getLong((int) start) : file.getShort((int) start) & 0xffff;
    long fitting = ((long) file.limit() - position) / entryBytes;
    long count = stated < 0 ? fitting : Math.min(stated, fitting);
    sound = stated == count;
    boolean fits = true;
    for (long i = 0; i < count && fits; i++) {
      fits = readEntry(position);
      position += entryBytes;
    }
    sound &= fits;
  }

  /** Returns false if the values lie outside of the file. */
  private boolean readEntry(int at) {
    int tag = file.getShort(at) & 0xffff;
    int type = file.getShort(at + 2) & 0xffff;
    int unit = type < UNIT_BYTES.length ? UNIT_BYTES[type] : 0;
    long count = big ? file.getLong(at + 4) : file.getInt(at + 4) & 0xffffffffL;
    if (unit == 0 || count == 0) {
      sound &= tag > LAST_BASELINE_TAG;
      return true;
    }
    if (count < 0 || count > file.limit() / unit) {
      return false;
    }
    int inside = big ? at + 12 : at + 8;
    long bytes = count * unit;
    long position = inside;
    if (bytes > (big ? Long.BYTES : Integer.BYTES)) {
      position = big ? file.getLong(inside) : file.getInt(inside) & 0xffffffffL;
    }
    if (position < 0 || position > file.limit() - bytes) {
      return false;
    }
    entries.put(tag, new Entry(type, (int) position, (int) count));
    return true;
  }

  boolean isLittleEndian() {
    return file.order() == ByteOrder.LITTLE_ENDIAN;
  }

  /** Whether the directory is whole and its tags have types that exist, as libtiff wants. */
  boolean isSound() {
    return sound;
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  private Entry entry(int tag) {
    Entry entry = entries.get(tag);
    if (entry == null) {
      throw refusal.damaged("no tag " + tag, null);
    }
    return entry;
  }

  int count(int tag) {
    return entry(tag).count;
  }

  /** One of a tag's whole numbers. */
  long number(int tag, int index) {
    Entry entry = entry(tag);
    int at = entry.position + index * UNIT_BYTES[entry.type];
    return switch (entry.type) {
      case 3 -> file.getShort(at) & 0xffff;
      case 4, 13 -> file.getInt(at) & 0xffffffffL;
      case 6 -> file.get(at);
      case 8 -> file.getShort(at);
      case 9 -> file.getInt(at);
      case 16 -> file.getLong(at);
      default -> throw refusal.damaged("tag %s of type %s".formatted(tag, entry.type), null);
    };
  }

  /** A tag's first number, which fits an int. */
  int number(int tag) {
    long value = number(tag, 0);
    if (value != (int) value) {
      throw refusal.damaged("%s in tag %s".formatted(value, tag), null);
    }
    return (int) value;
  }

  int numberOr(int tag, int ifMissing) {
    return has(tag) ? number(tag) : ifMissing;
  }

  /** All numbers of a tag that has only a few; none if it is missing. */
  int[] numbers(int tag) {
    int[] numbers = new int[has(tag) ? Math.min(count(tag), 16) : 0];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.toIntExact(number(tag, i));
    }
    return numbers;
  }

  /** The bytes of a tag whose values are bytes. */
  byte[] bytes(int tag) {
    Entry entry = entry(tag);
    if (UNIT_BYTES[entry.type] != 1) {
      throw refusal.damaged("tag %s of type %s".formatted(tag, entry.type), null);
    }
    byte[] bytes = new byte[entry.count];
    file.get(entry.position, bytes);
    return bytes;
  }
}
