package io.sightline.preprocess.decode.png;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The text chunks, which are read for the orientation that some state, and refused where they
 * inflate to more than Pillow 12.3 lets them ({@code MAX_TEXT_CHUNK} and {@code MAX_TEXT_MEMORY} of
 * PIL/PngImagePlugin.py).
 */
final class PillowTexts {
  private static final int MOST_INFLATED_BYTES = 1 << 20;
  private static final long MOST_TEXT = 64L * MOST_INFLATED_BYTES;

  /** Our own limit, of what is inflated whether or not it is text in the end. */
  private static final long MOST_INFLATION = 2 * MOST_TEXT;

  private static final String EXIF = "exif";
  private static final String RAW_PROFILE = "Raw profile type exif";
  private static final String XMP = "XML:com.adobe.xmp";

  private final OrientationNotes notes = new OrientationNotes();
  private final boolean allowTruncated;
  private final Refusal refusal;
  private long textLength;
  private long inflatedBytes;

  PillowTexts(boolean allowTruncated, Refusal refusal) {
    this.allowTruncated = allowTruncated;
    this.refusal = refusal;
  }

  OrientationNotes notes() {
    return notes;
  }

  /** iCCP: a name, a method, a compressed colour profile. */
  void readProfile(Chunk chunk, ByteBuffer data) {
    int method = indexOfZero(data, 0) + 1;
    if (method >= data.limit()) {
      // Without a zero Pillow takes the first byte for the method; without that it fails.
      method = 0;
    }
    requireMethod(data.limit() > 0 && data.get(method) == 0, chunk);
    ByteBuffer unused = inflate(tail(data, method + 1), chunk);
  }

  /** tEXt: a key and a text, both Latin-1. */
  void readText(ByteBuffer data) {
    int end = indexOfZero(data, 0);
    String key = latin(data.slice(0, end));
    ByteBuffer text = tail(data, end + 1);
    if (key.equals(EXIF)) {
      notes.exif(text);
    }
    take(key, text);
  }

  /** zTXt: a key, a method, a compressed text. */
  void readCompressedText(Chunk chunk, ByteBuffer data) {
    int end = indexOfZero(data, 0);
    ByteBuffer rest = tail(data, end + 1);
    requireMethod(rest.limit() == 0 || rest.get(0) == 0, chunk);
    ByteBuffer text = inflate(tail(rest, 1), chunk);
    take(latin(data.slice(0, end)), text == null ? ByteBuffer.allocate(0) : text);
  }

  private void requireMethod(boolean known, Chunk chunk) {
    if (!known) {
      throw refusal.damaged("an unknown compression in " + chunk, null);
    }
  }

  private void take(String key, ByteBuffer text) {
    if (key.isEmpty()) {
      return;
    }
    addLength(text.limit());
    if (key.equals(RAW_PROFILE)) {
      notes.rawProfile(latin(text));
    } else if (key.equals(XMP)) {
      notes.xmp(latin(text));
    }
  }

  /** iTXt: key, whether compressed, method, language, translated key, and a text in UTF-8. */
  void readInternationalText(Chunk chunk, ByteBuffer data) {
    int keyEnd = indexOfZero(data, 0);
    int language = keyEnd + 3;
    int translated = indexOfZero(data, language) + 1;
    int start = indexOfZero(data, translated) + 1;
    if (start > data.limit()) {
      return;
    }
    boolean compressed = data.get(keyEnd + 1) != 0;
    if (compressed && data.get(keyEnd + 2) != 0) {
      return;
    }
    ByteBuffer text = compressed ? inflate(tail(data, start), chunk) : tail(data, start);
    if (text == null) {
      return;
    }
    addLength(text.limit());
    String key = latin(data.slice(0, keyEnd));
    if (key.equals(XMP)) {
      notes.xmp(latin(text));
    } else if (key.equals(RAW_PROFILE) && isUtf8(text)) {
      notes.rawProfile(latin(text));
    }
  }

  private static boolean isUtf8(ByteBuffer text) {
    try {
      CharBuffer unused = UTF_8.newDecoder().decode(text.duplicate());
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private void addLength(int length) {
    textLength += length;
    if (textLength > MOST_TEXT) {
      throw refusal.damaged("more than %s characters of text".formatted(MOST_TEXT), null);
    }
  }

  /** The inflated bytes, as far as the file has them; null if the compressed ones are broken. */
  private @Nullable ByteBuffer inflate(ByteBuffer compressed, Chunk chunk) {
    if (inflatedBytes > MOST_INFLATION) {
      throw refusal.damaged(
          "chunks that inflate to more than %s bytes".formatted(MOST_INFLATION), null);
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(compressed.slice());
      byte[] bytes = new byte[(int) Math.min(MOST_INFLATED_BYTES, 64 + 8L * compressed.limit())];
      int count = inflater.inflate(bytes);
      if (count == bytes.length && count < MOST_INFLATED_BYTES) {
        bytes = Arrays.copyOf(bytes, MOST_INFLATED_BYTES);
        count += inflater.inflate(bytes, count, bytes.length - count);
      }
      if (inflater.getRemaining() > 0 && !inflater.finished() && !inflater.needsDictionary()) {
        if (allowTruncated) {
          return null;
        }
        throw refusal.damaged(
            "a %s that inflates to more than %s bytes".formatted(chunk, MOST_INFLATED_BYTES), null);
      }
      return inflater.needsDictionary() ? null : ByteBuffer.wrap(bytes, 0, count).slice();
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflatedBytes += inflater.getBytesWritten();
      inflater.end();
    }
  }

  private static int indexOfZero(ByteBuffer data, int from) {
    int at = Math.min(from, data.limit());
    while (at < data.limit() && data.get(at) != 0) {
      at++;
    }
    return at;
  }

  private static ByteBuffer tail(ByteBuffer data, int from) {
    int start = Math.min(from, data.limit());
    return data.slice(start, data.limit() - start);
  }

  private static String latin(ByteBuffer bytes) {
    return ISO_8859_1.decode(bytes.duplicate()).toString();
  }
}
