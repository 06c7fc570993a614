package io.sightline;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.tensor.Npy;
import io.sightline.tensor.TensorValue;
import io.sightline.trace.FileNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model gave for one item: its outputs by name, without the batch axis. Immutable.
 *
 * <p>The short accessors read one output's elements, row-major; {@link #tensor} has the shape too.
 */
public final class Outputs {
  private final Map<String, TensorValue> values;

  private Outputs(Map<String, TensorValue> values) {
    this.values = values;
  }

  /**
   * Outputs made by hand, for example to test a post-processor.
   *
   * @param values the values by the outputs' names
   * @return the outputs
   */
  public static Outputs of(Map<String, TensorValue> values) {
    return new Outputs(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  /**
   * The names of all outputs.
   *
   * @return in the order in which the model describes them
   */
  public Set<String> names() {
    return values.keySet();
  }

  /**
   * One output.
   *
   * @param name its name
   * @return its value
   * @throws IllegalArgumentException if there is no such output; the message lists those there are
   */
  public TensorValue tensor(String name) {
    TensorValue value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The model has no output '%s': it gives %s".formatted(name, values));
    }
    return value;
  }

  /**
   * The output of a model that has only one.
   *
   * @return its value
   * @throws IllegalStateException if there are several; the message lists them
   */
  public TensorValue only() {
    if (values.size() != 1) {
      throw new IllegalStateException(
          "The model does not have one output but %s: %s. Name the one to read."
              .formatted(values.size(), values));
    }
    return values.values().iterator().next();
  }

  /**
   * The elements of one output of float32 or a 16-bit floating-point type.
   *
   * @param name the output's name
   * @return a new array
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if its elements are of another type
   */
  public float[] floats(String name) {
    return tensor(name).floats();
  }

  /**
   * The elements of one output of an integer type.
   *
   * @param name the output's name
   * @return a new array
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if its elements are of another type
   */
  public long[] longs(String name) {
    return tensor(name).longs();
  }

  /**
   * The elements of one output of strings, as text.
   *
   * @param name the output's name
   * @return a new list
   * @throws IllegalArgumentException if there is no such output
   * @throws IllegalStateException if its elements are of another type
   */
  public List<String> strings(String name) {
    return tensor(name).strings();
  }

  /**
   * All outputs.
   *
   * @return the values by name
   */
  public Map<String, TensorValue> values() {
    return values;
  }

  /**
   * Writes each output as NumPy's {@code NAME.npy}, to be read with {@code numpy.load}. What a file
   * name cannot hold becomes {@code _}: {@code StatefulPartitionedCall:0} is written to {@code
   * StatefulPartitionedCall_0.npy}. Existing files of these names are replaced.
   *
   * @param directory where to write; made if it is not there
   * @return the files by the outputs' names, in their order
   * @throws IOException if a file cannot be written
   * @throws IllegalStateException if two outputs would be written to one file, on some systems at
   *     least; nothing is written then
   */
  @CanIgnoreReturnValue
  public Map<String, Path> writeNpy(Path directory) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    Map<String, String> taken = new HashMap<>();
    for (String name : values.keySet()) {
      String file = FileNames.portable(name) + ".npy";
      String earlier = taken.put(file.toLowerCase(Locale.ROOT), name);
      if (earlier != null) {
        throw new IllegalStateException(
            "The outputs %s and %s would both be written to %s: have the model give one of them"
                .formatted(earlier, name, file));
      }
      files.put(name, directory.resolve(file));
    }
    if (!Files.isDirectory(directory)) { // which createDirectories does not see behind a link
      Files.createDirectories(directory);
    }
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Npy.write(file.getValue(), tensor(file.getKey()));
    }
    return Collections.unmodifiableMap(files);
  }

  /** Whether the other are outputs of the same names and values, bit for bit, in any order. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Outputs that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Returns the names, types and shapes of the values. */
  @Override
  public String toString() {
    return values.toString();
  }
}
