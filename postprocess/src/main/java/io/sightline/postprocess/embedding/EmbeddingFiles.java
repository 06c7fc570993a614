package io.sightline.postprocess.embedding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Npy;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The two files of an index. */
final class EmbeddingFiles {
  private final Path directory;
  private final Path vectors;
  private final Path names;

  EmbeddingFiles(Path directory) {
    this.directory = directory;
    vectors = directory.resolve("vectors.npy");
    names = directory.resolve("names.txt");
  }

  /** Without names first, so that what an interrupted call leaves is no index of either state. */
  void write(List<String> newNames, int dimensions, float[] elements) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    Files.deleteIfExists(names);
    Npy.write(vectors, TensorValue.of(elements, Shape.of(newNames.size(), dimensions)));
    StringBuilder lines = new StringBuilder();
    newNames.forEach(name -> lines.append(name).append('\n'));
    Files.writeString(names, lines);
  }

  EmbeddingIndex read() throws IOException {
    List<String> readNames = readNames();
    TensorValue value = Npy.read(vectors);
    Shape shape = value.shape();
    if (value.elementType() != ElementType.FLOAT32
        || shape.rank() != 2
        || (shape.length(0) > 0 && shape.length(1) == 0)) {
      throw new FileFormatException(
          "%s holds no vectors: expected float32 [vector, dimension], found %s. Write it anew."
              .formatted(vectors, value),
          vectors.toString());
    }
    if (shape.length(0) != readNames.size()) {
      throw new FileFormatException(
          "%s and %s do not belong together: expected a name for each of %s vectors, found %s. Write them anew."
              .formatted(names, vectors, shape.length(0), readNames.size()),
          names.toString());
    }
    float[] elements = value.floats();
    requireFinite(elements);
    int dimensions = readNames.isEmpty() ? 0 : (int) shape.length(1);
    return new EmbeddingIndex(readNames, dimensions, elements);
  }

  private void requireFinite(float[] elements) {
    for (int i = 0; i < elements.length; i++) {
      if (!Float.isFinite(elements[i])) {
        throw new FileFormatException(
            "%s holds no vectors: expected finite numbers, found %s at index %s. Write it anew."
                .formatted(vectors, elements[i], i),
            vectors.toString());
      }
    }
  }

  /** Lines may end as on Windows, the last one need not end, and a byte order mark is no name. */
  private List<String> readNames() throws IOException {
    String text = decode(Files.readAllBytes(names));
    if (!text.isEmpty() && text.charAt(0) == EmbeddingNames.BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    List<String> lines = text.lines().toList();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String name = lines.get(i);
      String fault = EmbeddingNames.fault(name);
      if (fault != null) {
        throw atLine(i, "expected a name on each line, found one that " + fault);
      }
      if (!seen.add(name)) {
        throw atLine(i, "expected each name once, found '%s' again".formatted(name));
      }
    }
    return lines;
  }

  private FileFormatException atLine(int index, String fault) {
    return new FileFormatException(
        "The names of vectors cannot be read: %s. Write them anew.".formatted(fault),
        names.toString(),
        index + 1,
        1);
  }

  private String decode(byte[] bytes) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new FileFormatException(
          "%s holds no names: expected text in UTF-8, found other bytes. Write it anew."
              .formatted(names),
          names.toString());
    }
  }
}
