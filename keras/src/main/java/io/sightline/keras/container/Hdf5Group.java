package io.sightline.keras.container;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.VariableLength;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A group of an HDF5 file. Links to other places, in this file or another, are refused: Keras
 * writes none, and they can lead in circles or to files of others.
 */
public final class Hdf5Group {
  private static final int MAX_DEPTH = 32;

  /** A length, an address of 8 bytes and an index (HDF5 File Format 3.0, IV.B, global heap ID). */
  private static final int REFERENCE_BYTES = 16;

  private final Group group;
  private final Hdf5Limits limits;
  private final String path;
  private final int depth;

  Hdf5Group(Group group, Hdf5Limits limits, String path, int depth) {
    this.group = group;
    this.limits = limits;
    this.path = path;
    this.depth = depth;
  }

  /** The root of a file of at most 2 GiB. */
  static Hdf5Group root(FileRegion file, String source) throws IOException {
    HdfFile opened = HdfFile.fromByteBuffer(file.map());
    return new Hdf5Group(opened, new Hdf5Limits(source, file.length()), "", 0);
  }

  /** Where it is in the file: {@code /} is the root. */
  public String path() {
    return path.isEmpty() ? "/" : path;
  }

  /** The names of what is in it. */
  public List<String> names() {
    return List.copyOf(readable(group::getChildren).keySet());
  }

  /**
   * A group in this one.
   *
   * @param name its name, or the names on the way to it, parted by slashes
   * @return the group; empty if there is none
   */
  public Optional<Hdf5Group> group(String name) {
    return node(name).filter(found -> found.node() instanceof Group).map(Found::asGroup);
  }

  /**
   * An array in this group.
   *
   * @param name its name, or the names on the way to it, parted by slashes
   * @return the array; empty if there is none
   */
  public Optional<Hdf5Array> array(String name) {
    return node(name)
        .filter(found -> found.node() instanceof Dataset)
        .map(found -> new Hdf5Array((Dataset) found.node(), limits, found.path()));
  }

  /** Whether there is an attribute, whole or in chunks. */
  public boolean hasAttribute(String name) {
    return attribute(name) != null || attribute(name + "0") != null;
  }

  /** An attribute that is a text; empty if there is none. */
  public Optional<String> text(String name) {
    Attribute attribute = attribute(name);
    if (attribute == null) {
      return Optional.empty();
    }
    Object value = data(attribute, name);
    if (value instanceof String text) {
      return Optional.of(text);
    }
    if (value instanceof String[] texts && texts.length == 1) {
      return Optional.of(texts[0]);
    }
    throw limits.refuse("text in the attribute '%s' of %s".formatted(name, path()), "other data");
  }

  /**
   * An attribute that is a list of texts, empty if there is none. Keras parts one that is too long
   * for HDF5 into several, with numbers from 0 behind the name.
   */
  public List<String> texts(String name) {
    List<String> all = new ArrayList<>();
    Attribute whole = attribute(name);
    if (whole != null) {
      addTexts(all, whole, name);
      return all;
    }
    for (int part = 0; ; part++) {
      Attribute chunk = attribute(name + part);
      if (chunk == null) {
        return all;
      }
      addTexts(all, chunk, name + part);
    }
  }

  private void addTexts(List<String> all, Attribute attribute, String name) {
    if (limits.count(attribute.getDimensionsAsLong()) == 0) {
      return;
    }
    Object value = data(attribute, name);
    if (value instanceof String[] texts) {
      all.addAll(Arrays.asList(texts));
    } else if (value instanceof String text) {
      all.add(text);
    } else {
      throw limits.refuse(
          "texts in the attribute '%s' of %s".formatted(name, path()), "other data");
    }
  }

  private @Nullable Object data(Attribute attribute, String name) {
    long count = limits.count(attribute.getDimensionsAsLong());
    limits.requireStored(
        count,
        Math.max(1, attribute.getDataType().getSize()),
        "the attribute '%s' of %s".formatted(name, path()));
    if (attribute.getDataType() instanceof VariableLength) {
      requireDistinct(attribute, name);
    }
    return attribute.getData();
  }

  /**
   * Texts of any length lie elsewhere in the file, each in its own place. Thousands that share one
   * long text would take thousands of times the file's size.
   */
  private void requireDistinct(Attribute attribute, String name) {
    if (attribute.getDataType().getSize() != REFERENCE_BYTES) {
      throw limits.refuse(
          "references of %s bytes in the attribute '%s' of %s"
              .formatted(REFERENCE_BYTES, name, path()),
          attribute.getDataType().getSize() + " bytes");
    }
    record Reference(long heap, int index) {}
    Set<Reference> seen = new HashSet<>();
    ByteBuffer references = attribute.getBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    while (references.remaining() >= REFERENCE_BYTES) {
      int start = references.position();
      Reference reference =
          new Reference(
              references.getLong(start + Integer.BYTES),
              references.getInt(start + Integer.BYTES + Long.BYTES));
      boolean isEmpty = reference.index() == 0;
      if (!isEmpty && !seen.add(reference)) {
        throw limits.refuse(
            "each text once in the attribute '%s' of %s".formatted(name, path()),
            "one that several share");
      }
      references.position(start + REFERENCE_BYTES);
    }
  }

  private @Nullable Attribute attribute(String name) {
    limits.visit();
    return group.getAttribute(name);
  }

  /** The reader gives up a group as a whole if one of the arrays in it is of a kind it lacks. */
  private <T extends @Nullable Object> T readable(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (HdfException e) {
      throw limits.refuse(
          "arrays of numbers within the file in " + path(),
          "one of another kind (bfloat16, stored elsewhere, or damaged: %s)"
              .formatted(e.getMessage()),
          e);
    }
  }

  private record Found(Node node, Hdf5Limits limits, String path, int depth) {
    Hdf5Group asGroup() {
      return new Hdf5Group((Group) node, limits, path, depth);
    }
  }

  private Optional<Found> node(String name) {
    Node node = group;
    StringBuilder at = new StringBuilder(path);
    int below = depth;
    for (String part : name.split("/", -1)) {
      if (part.isEmpty() || !(node instanceof Group parent)) {
        return Optional.empty();
      }
      limits.visit();
      node = readable(() -> parent.getChild(part));
      if (node == null) {
        return Optional.empty();
      }
      at.append('/').append(part);
      if (node.isLink()) {
        throw limits.refuse("data at " + at, "a link to elsewhere, which is never followed");
      }
      if (++below > MAX_DEPTH) {
        throw limits.refuse("at most " + MAX_DEPTH + " groups in one another", "more");
      }
    }
    return Optional.of(new Found(node, limits, at.toString(), below));
  }
}
