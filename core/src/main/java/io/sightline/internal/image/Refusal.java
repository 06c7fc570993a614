package io.sightline.internal.image;

import io.sightline.error.ImageDecodeException;
import io.sightline.image.DecodeOptions;
import io.sightline.image.Size;
import io.sightline.internal.FileKind;
import org.jspecify.annotations.Nullable;

/** Says why one picture is not decoded. */
public final class Refusal {
  private final String name;
  private final FileKind kind;

  /** For the file that errors call so. */
  public Refusal(String name, FileKind kind) {
    this.name = name;
    this.kind = kind;
  }

  /** The file is broken. */
  public ImageDecodeException damaged(String found, @Nullable Throwable cause) {
    return new ImageDecodeException(
        "The picture %s cannot be decoded: expected all of %s, found damage (%s). Fetch it again."
            .formatted(name, kind.phrase(), found),
        name,
        cause);
  }

  /** The file may be sound, but there is no exact way to read it. */
  public ImageDecodeException kind(String expected, String found) {
    return new ImageDecodeException(
        "The picture %s is %s of a kind that is not decoded exactly: expected %s, found %s. %s"
            .formatted(
                name,
                kind.phrase(),
                expected,
                found,
                "Save it as an 8-bit RGB PNG, or give the builder another decoder."),
        name);
  }

  /** The picture may be sound, but there is no room for it. */
  public ImageDecodeException outOfMemory(OutOfMemoryError cause) {
    return new ImageDecodeException(
        "The picture %s cannot be decoded: expected enough memory, found %s. %s"
            .formatted(name, cause.getMessage(), "Raise -Xmx, or lower .maxPixels(...)."),
        name,
        cause);
  }

  /** Throws if the picture has more pixels than the options allow. */
  public void checkSize(Size size, DecodeOptions options) {
    if (size.pixels() > options.maxPixels()) {
      throw tooLarge(size, options.maxPixels());
    }
  }

  /** The picture has more pixels than are allowed. */
  public ImageDecodeException tooLarge(Size size, long maxPixels) {
    return new ImageDecodeException(
        "The picture %s is too large: expected at most %s pixels, found %s (%s). %s"
            .formatted(
                name,
                maxPixels,
                size.pixels(),
                size,
                "Raise .maxPixels(...) if such pictures are meant to be read."),
        name);
  }
}
