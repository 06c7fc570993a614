package io.sightline.image;

import io.sightline.error.ImageDecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a picture comes from: a file, the bytes of one, or pixels.
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
  private final @Nullable DecodedImage pixels;

  private ImageSource(
      String name, @Nullable Path path, byte @Nullable [] content, @Nullable DecodedImage pixels) {
    this.name = name;
    this.path = path;
    this.content = content;
    this.pixels = pixels;
  }

  /**
   * A picture file. It is read when the prediction needs it, each time anew.
   *
   * @param path the file
   * @return the source, named by its path
   */
  public static ImageSource of(Path path) {
    return new ImageSource(path.toString(), path, null, null);
  }

  /**
   * The content of a picture file.
   *
   * @param content the encoded bytes; copied
   * @param name how errors and results call it
   * @return the source
   */
  public static ImageSource of(byte[] content, String name) {
    return new ImageSource(name, null, content.clone(), null);
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
    return new ImageSource(name, null, bytes, null);
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
    return new ImageSource(name, null, stream.readAllBytes(), null);
  }

  /**
   * Pixels that need no decoding.
   *
   * @param pixels the pixels; they are immutable, so they are shared
   * @param name how errors and results call the picture
   * @return the source
   */
  public static ImageSource of(DecodedImage pixels, String name) {
    return new ImageSource(name, null, null, Objects.requireNonNull(pixels, "pixels"));
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
   * @return the path; empty for bytes and pixels
   */
  public Optional<Path> path() {
    return Optional.ofNullable(path);
  }

  /**
   * The pixels, if the picture need not be decoded.
   *
   * @return the pixels; empty for a file or the bytes of one
   */
  public Optional<DecodedImage> pixels() {
    return Optional.ofNullable(pixels);
  }

  /**
   * The encoded bytes.
   *
   * @return a read-only buffer from the first byte to the last
   * @throws ImageDecodeException if the file cannot be read, or there are only pixels
   */
  public ByteBuffer content() {
    return content(Long.MAX_VALUE);
  }

  /**
   * The encoded bytes, unless they are too many. A file that is too long is not read.
   *
   * @param maxBytes the most bytes
   * @return a read-only buffer from the first byte to the last
   * @throws ImageDecodeException if the file cannot be read or is longer, or there are only pixels
   */
  public ByteBuffer content(long maxBytes) {
    if (pixels != null) {
      throw new ImageDecodeException(
          "The picture %s has no file content: expected a file or its bytes, found %s. %s"
              .formatted(name, pixels, "Give the file itself to a model that decodes pictures."),
          name);
    }
    if (content != null) {
      requireAtMost(maxBytes, content.length);
      return ByteBuffer.wrap(content).asReadOnlyBuffer();
    }
    Path file = path().orElseThrow();
    try {
      requireAtMost(maxBytes, Files.size(file));
      return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (OutOfMemoryError e) {
      throw new ImageDecodeException(
          "The picture %s cannot be read: expected enough memory, found %s. %s"
              .formatted(name, e.getMessage(), "Raise -Xmx, or lower the limit of bytes."),
          name,
          e);
    }
  }

  private void requireAtMost(long maxBytes, long found) {
    if (found > maxBytes) {
      throw new ImageDecodeException(
          "The picture %s is too large: expected at most %s bytes, found %s. %s"
              .formatted(
                  name, maxBytes, found, "Raise maxBytes if such pictures are meant to be read."),
          name);
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
