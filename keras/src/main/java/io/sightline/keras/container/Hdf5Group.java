package io.sightline.keras.container;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A group of an HDF5 file. Links to other places, in this file or another, are refused: Keras
 * writes none, and they can lead in circles or to files of others.
 */
public final class Hdf5Group {
  private static final int MAX_DEPTH = 32;

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
    List<String> texts = texts(attribute, name);
    if (texts.size() != 1) {
      throw limits.refuse("one text in " + what(name), texts.size() + " texts");
    }
    return Optional.of(texts.get(0));
  }

  /**
   * An attribute that is a list of texts, empty if there is none. Keras parts one that is too long
   * for HDF5 into several, with numbers from 0 behind the name.
   */
  public List<String> texts(String name) {
    Attribute whole = attribute(name);
    if (whole != null) {
      return texts(whole, name);
    }
    List<String> all = new ArrayList<>();
    for (int part = 0; ; part++) {
      Attribute chunk = attribute(name + part);
      if (chunk == null) {
        return all;
      }
      all.addAll(texts(chunk, name + part));
    }
  }

  private List<String> texts(Attribute attribute, String name) {
    return new Hdf5Texts(attribute, limits, what(name)).read();
  }

  private String what(String attribute) {
    return "the attribute '%s' of %s".formatted(attribute, path());
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
