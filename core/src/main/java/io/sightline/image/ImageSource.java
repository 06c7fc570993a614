package io.sightline.image;

import io.sightline.error.ImageDecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a picture comes from: a file, or the bytes of one.
 *
 * <pre>{@code
 * ImageSource.of(Path.of("cat.jpg"))
 * ImageSource.of(uploadedBytes, "upload 17")
 * }</pre>
 *
 * <p>The format is recognised by content, never by the name. Nothing is read before it is needed.
 * Immutable and safe for use by several threads.
 */
public final class ImageSource {
  private final String name;
  private final @Nullable Path path;
  private final byte @Nullable [] content;

  private ImageSource(String name, @Nullable Path path, byte @Nullable [] content) {
    this.name = name;
    this.path = path;
    this.content = content;
  }

  /**
   * A picture file. It is read when the prediction needs it, each time anew.
   *
   * @param path the file
   * @return the source, named by its path
   */
  public static ImageSource of(Path path) {
    return new ImageSource(path.toString(), path, null);
  }

  /**
   * The content of a picture file.
   *
   * @param content the encoded bytes; copied
   * @param name how errors and results call it
   * @return the source
   */
  public static ImageSource of(byte[] content, String name) {
    return new ImageSource(name, null, content.clone());
  }

  /**
   * The content of a picture file.
   *
   * @param content the encoded bytes from the position to the limit; copied, the position stays
   * @param name how errors and results call it
   * @return the source
   */
  public static ImageSource of(ByteBuffer content, String name) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return new ImageSource(name, null, bytes);
  }

  /**
   * The content of a picture file, read to its end here and now.
   *
   * @param stream the encoded bytes; left open
   * @param name how errors and results call it
   * @return the source
   * @throws IOException if the stream cannot be read
   */
  public static ImageSource of(InputStream stream, String name) throws IOException {
    return new ImageSource(name, null, stream.readAllBytes());
  }

  /**
   * How errors and results call the picture.
   *
   * @return the path, or the name that was given
   */
  public String name() {
    return name;
  }

  /**
   * The file, if the picture is one.
   *
   * @return the path; empty for bytes
   */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * The encoded bytes.
   *
   * @return a read-only buffer from the first byte to the last
   * @throws ImageDecodeException if the file cannot be read
   */
  public ByteBuffer content() {
    if (content != null) {
      return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }
    Path file = path().orElseThrow();
    try {
      return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private ImageDecodeException unreadable(Path file, IOException cause) {
    String found;
    String advice;
    if (cause instanceof NoSuchFileException) {
      found = "nothing there";
      advice =
          file.isAbsolute()
              ? "Check the path."
              : "Check the path; it was looked up from " + Path.of("").toAbsolutePath() + ".";
    } else if (Files.isDirectory(file)) {
      found = "a directory";
      advice = "Name the pictures in it.";
    } else {
      found = cause.toString();
      advice = "Check that this process may read it.";
    }
    return new ImageDecodeException(
        "The picture %s cannot be read: expected a file, found %s. %s"
            .formatted(name, found, advice),
        name,
        cause);
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return name;
  }
}
