package io.sightline.keras.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhdf.GlobalHeap;
import io.jhdf.api.Attribute;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the texts of an attribute as UTF-8. That is what h5py writes, though it says ASCII of some
 * of them, which jhdf believes.
 */
final class Hdf5Texts {
  /** A length, an address of 8 bytes and an index (HDF5 File Format 3.0, IV.B, global heap ID). */
  private static final int REFERENCE_BYTES = 16;

  private final Attribute attribute;
  private final Hdf5Limits limits;
  private final String what;

  /**
   * The texts of an attribute.
   *
   * @param what what an error calls it
   */
  Hdf5Texts(Attribute attribute, Hdf5Limits limits, String what) {
    this.attribute = attribute;
    this.limits = limits;
    this.what = what;
  }

  /** The texts in order, however many axes they have. */
  List<String> read() {
    long count = limits.count(attribute.getDimensionsAsLong());
    if (count == 0 || attribute.isEmpty()) {
      return List.of();
    }
    int size = attribute.getDataType().getSize();
    limits.requireStored(count, Math.max(1, size), what);
    if (attribute.getDataType() instanceof StringData) {
      return ofOneLength((int) count, size);
    }
    if (attribute.getDataType() instanceof VariableLength type && type.isVariableLengthString()) {
      return ofAnyLength((int) count, size);
    }
    throw limits.refuse("text in " + what, "other data");
  }

  private List<String> ofOneLength(int count, int size) {
    ByteBuffer bytes = attribute.getBuffer().duplicate();
    byte[] padded = new byte[size];
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bytes.get(padded);
      texts.add(beforeZero(padded));
    }
    return texts;
  }

  /**
   * Texts of any length lie elsewhere in the file, each in its own place. Thousands that share one
   * long text, or overlap, would take thousands of times the file's size.
   */
  private List<String> ofAnyLength(int count, int size) {
    if (size != REFERENCE_BYTES) {
      throw limits.refuse(
          "references of %s bytes in %s".formatted(REFERENCE_BYTES, what), size + " bytes");
    }
    record Reference(long heap, int index) {}
    Set<Reference> seen = new HashSet<>();
    Map<Long, GlobalHeap> heaps = new HashMap<>();
    HdfBackingStorage storage = attribute.getNode().getHdfFile().getHdfBackingStorage();
    ByteBuffer references = attribute.getBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    List<String> texts = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < count; i++) {
      int length = references.getInt();
      Reference reference = new Reference(references.getLong(), references.getInt());
      boolean isEmpty = reference.index() == 0;
      if (!isEmpty && !seen.add(reference)) {
        throw limits.refuse("each text once in " + what, "one that several share");
      }
      if (isEmpty) {
        texts.add("");
        continue;
      }
      ByteBuffer stored =
          heaps
              .computeIfAbsent(reference.heap(), address -> new GlobalHeap(storage, address))
              .getObjectData(reference.index());
      total += stored.remaining();
      limits.requireStored(total, 1, what);
      texts.add(text(stored, length));
    }
    return texts;
  }

  private static String text(ByteBuffer stored, int length) {
    byte[] bytes = new byte[Math.min(Math.max(0, length), stored.remaining())];
    stored.get(bytes);
    return beforeZero(bytes);
  }

  private static String beforeZero(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }
}
