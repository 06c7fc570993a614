package io.sightline.postprocess.labels.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import io.sightline.internal.FileKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** The bytes of a label file, and their text. */
public final class LabelFile {
  /** The annotations of COCO's training pictures take 470 MB. */
  private static final long MAX_BYTES = 600L << 20;

  private static final char BYTE_ORDER_MARK = '\ufeff';
  private static final int SAMPLE = 512;

  private final String source;
  private final byte[] bytes;

  private LabelFile(String source, byte[] bytes) {
    this.source = source;
    this.bytes = bytes;
  }

  /** Reads all of a file that is small enough. */
  public static LabelFile read(Path file) {
    String source = file.toString();
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw unreadable(
            source, "one of %s MB".formatted(size >> 20), "Check that this is the label file.");
      }
      return new LabelFile(source, Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw unreadable(source, "nothing there", "Check the path: " + file.toAbsolutePath() + ".");
    } catch (IOException e) {
      throw Files.isDirectory(file)
          ? unreadable(source, "a directory", "Name the file in it.")
          : unreadable(source, e.toString(), "Check that this process may read it.");
    }
  }

  private static FileFormatException unreadable(String source, String found, String advice) {
    return new FileFormatException(
        "The label file %s cannot be read: expected a file of at most %s MB, found %s. %s"
            .formatted(source, MAX_BYTES >> 20, found, advice),
        source);
  }

  /** The path of the file. */
  public String source() {
    return source;
  }

  /** The bytes of a binary label map, not copied. */
  public byte[] bytes() {
    return bytes;
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** An empty file names no class. */
  public FileFormatException empty() {
    return new FileFormatException(
        "The label file %s is empty: expected one label a line, found none. Check the path."
            .formatted(source),
        source);
  }

  /**
   * Whether this may be a binary label map: it begins with the field 1 of a message, and holds
   * bytes that no text does. Each id is one of them, since its tag is a control character.
   */
  public boolean isBinaryLabelMap() {
    return !isEmpty() && bytes[0] == '\n' && hasControls();
  }

  private boolean hasControls() {
    for (byte b : bytes) {
      if (b >= 0 && b < ' ' && (b < '\t' || b > '\r')) {
        return true;
      }
    }
    return false;
  }

  /** The text; refuses a file that is none. */
  public SourceText text() {
    refuseUtf16();
    CharsetDecoder decoder = UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
    boolean marked = decoded.position() > 0 && decoded.get(0) == BYTE_ORDER_MARK;
    decoded.flip();
    SourceText text = new SourceText(source, (marked ? decoded.position(1) : decoded).toString());
    if (result.isError()) {
      refuseOtherKinds();
      throw notUtf8(text);
    }
    if (hasControls() || looksLikePage(text.text())) {
      refuseOtherKinds();
    }
    return text;
  }

  /** The text before the fault tells where it is. */
  private FileFormatException notUtf8(SourceText before) {
    boolean marked = bytes.length > 2 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb;
    int fault = before.text().getBytes(UTF_8).length + (marked ? 3 : 0);
    return before.failure(
        before.text().length(),
        "The labels are not text in UTF-8: expected UTF-8, found the byte 0x%s. %s"
            .formatted(HexFormat.of().toHexDigits(bytes[fault]), "Save the file as UTF-8."));
  }

  private void refuseUtf16() {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    boolean zeros =
        bytes.length >= 4
            && (bytes[0] == 0) == (bytes[2] == 0)
            && (bytes[1] == 0) == (bytes[3] == 0)
            && (bytes[0] == 0) != (bytes[1] == 0);
    if (mark == 0xfeff || mark == 0xfffe || zeros) {
      throw isUtf16();
    }
  }

  private FileFormatException isUtf16() {
    return new FileFormatException(
        "The label file %s is in UTF-16: expected UTF-8, found the bytes %s. %s"
            .formatted(
                source,
                HexFormat.ofDelimiter(" ").formatHex(bytes, 0, 2),
                "Save it as UTF-8; PowerShell's > needs '| Out-File -Encoding utf8' instead."),
        source);
  }

  private static boolean looksLikePage(String text) {
    String start = text.substring(0, Math.min(text.length(), SAMPLE)).stripLeading();
    return start.regionMatches(true, 0, "<!doctype", 0, 9)
        || start.regionMatches(true, 0, "<html", 0, 5)
        || start.startsWith("<?xml")
        || start.startsWith("version https://git-lfs");
  }

  private void refuseOtherKinds() {
    FileKind kind = FileKind.of(Arrays.copyOf(bytes, Math.min(bytes.length, SAMPLE)));
    boolean savedModel = bytes.length > 2 && bytes[0] == 8 && bytes[1] <= 2 && bytes[2] == 0x12;
    if (savedModel || (kind != FileKind.TEXT && kind != FileKind.BINARY)) {
      throw new FileFormatException(
          "The file %s holds no labels: expected a label file, found %s. %s"
              .formatted(
                  source,
                  savedModel ? "a SavedModel" : kind.phrase(),
                  "Give the label file that came with the model."),
          source);
    }
  }
}
