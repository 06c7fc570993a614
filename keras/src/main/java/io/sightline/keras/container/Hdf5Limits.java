package io.sightline.keras.container;

import io.sightline.error.ModelLoadException;
import org.jspecify.annotations.Nullable;

/** What one HDF5 file may ask for. */
final class Hdf5Limits {
  private static final int MAX_VISITS = 1_000_000;

  /** What the filters of HDF5 may make of a file: Keras uses none, and weights hardly shrink. */
  private static final long MAX_RATIO = 100;

  private final String source;
  private final long fileSize;
  private int visits;

  Hdf5Limits(String source, long fileSize) {
    this.source = source;
    this.fileSize = fileSize;
  }

  String source() {
    return source;
  }

  /** Counts a step through the file. */
  synchronized void visit() {
    if (++visits > MAX_VISITS) {
      throw refuse("at most " + MAX_VISITS + " groups, arrays and attributes", "more");
    }
  }

  /** The number of elements of an array. */
  long count(long[] lengths) {
    long count = 1;
    for (long length : lengths) {
      if (length < 0) {
        throw refuse("lengths of 0 or more", String.valueOf(length));
      }
      long high = Math.multiplyHigh(count, length);
      count *= length;
      if (high != 0 || count < 0) {
        throw refuse("an array that fits the file", "lengths without end");
      }
    }
    return count;
  }

  /** Checks that what is not compressed can be in the file at all. */
  void requireStored(long count, long elementSize, String what) {
    require(count, elementSize, fileSize, what);
  }

  /** Checks that what is compressed is not out of all proportion. */
  void requireCompressed(long count, long elementSize, String what) {
    require(count, elementSize, Math.min(fileSize * MAX_RATIO, Integer.MAX_VALUE), what);
  }

  private void require(long count, long elementSize, long limit, String what) {
    if (count > limit / Math.max(1, elementSize)) {
      throw refuse(
          "%s to take at most %s bytes".formatted(what, limit),
          "%s elements of %s bytes".formatted(count, elementSize));
    }
  }

  ModelLoadException refuse(String expected, String found) {
    return refuse(expected, found, null);
  }

  ModelLoadException refuse(String expected, String found, @Nullable Throwable cause) {
    return new ModelLoadException(
        "%s is damaged or holds what this library does not read: expected %s, found %s. Save it again, with float32 weights."
            .formatted(source, expected, found),
        source,
        cause);
  }
}
