package io.sightline.postprocess.labels.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.error.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Objects;

/**
 * Reads a message in the wire format. Unknown fields, and known ones of another wire type, are
 * refused unless they are to be skipped: nothing else tells a label map from another message.
 */
public final class WireFormatParser {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  private final String source;
  private final ByteBuffer bytes;
  private final boolean skipUnknown;
  private final List<String> skipped;

  private WireFormatParser(
      String source, ByteBuffer bytes, boolean skipUnknown, List<String> skipped) {
    this.source = source;
    this.bytes = bytes;
    this.skipUnknown = skipUnknown;
    this.skipped = skipped;
  }

  /**
   * Reads a message.
   *
   * @param source the path of the file
   * @param skipUnknown whether fields that the type has not are skipped instead of refused
   * @param skipped takes the numbers of fields that were skipped
   */
  public static Message parse(
      String source, byte[] bytes, MessageType type, boolean skipUnknown, List<String> skipped) {
    return new WireFormatParser(source, ByteBuffer.wrap(bytes), skipUnknown, skipped)
        .message(type, bytes.length);
  }

  private Message message(MessageType type, int end) {
    Message message = new Message();
    while (bytes.position() < end) {
      int start = bytes.position();
      long tag = varint(end);
      int wireType = (int) (tag & 7);
      long number = tag >>> 3;
      if (number < 1 || number > 0x1fff_ffff) {
        throw broken(start, "a field", "the number " + number);
      }
      Field field = type.field((int) number);
      if (field == null || !value(field, wireType, message, end)) {
        skip(type, (int) number, wireType, start, end);
      }
    }
    return message;
  }

  /** Reads a field's value; false and nothing read if it is not of the field's kind. */
  private boolean value(Field field, int wireType, Message message, int end) {
    switch (field.kind()) {
      case STRING -> {
        if (wireType == LENGTH) {
          message.add(field, string(end));
          return true;
        }
      }
      case MESSAGE -> {
        if (wireType == LENGTH) {
          int inner = lengthEnd(end);
          message.add(field, message(Objects.requireNonNull(field.message()), inner));
          return true;
        }
      }
      case INT32 -> {
        if (wireType == VARINT) {
          message.add(field, (int) varint(end));
          return true;
        }
        if (wireType == LENGTH && field.repeated()) {
          int inner = lengthEnd(end);
          while (bytes.position() < inner) {
            message.add(field, (int) varint(inner));
          }
          return true;
        }
      }
      case ENUM -> {
        if (wireType == VARINT) {
          int start = bytes.position();
          int number = (int) varint(end);
          if (!field.enumValues().containsValue(number)) {
            bytes.position(start);
            return false;
          }
          message.add(field, number);
          return true;
        }
      }
    }
    return false;
  }

  private String string(int end) {
    int start = bytes.position();
    int stringEnd = lengthEnd(end);
    ByteBuffer slice = bytes.slice(bytes.position(), stringEnd - bytes.position());
    bytes.position(stringEnd);
    try {
      return UTF_8.newDecoder().decode(slice).toString();
    } catch (CharacterCodingException e) {
      throw broken(start, "a text in UTF-8", "other bytes");
    }
  }

  private void skip(MessageType type, int number, int wireType, int start, int end) {
    if (!skipUnknown) {
      throw broken(
          start,
          "the fields " + type.fieldNames() + " of " + type.name(),
          "the field number %s of wire type %s".formatted(number, wireType));
    }
    skipped.add(Integer.toString(number));
    switch (wireType) {
      case VARINT -> {
        long unused = varint(end);
      }
      case FIXED64 -> skipBytes(8, end, start);
      case FIXED32 -> skipBytes(4, end, start);
      case LENGTH -> bytes.position(lengthEnd(end));
      default -> throw broken(start, "a wire type of 0, 1, 2 or 5", String.valueOf(wireType));
    }
  }

  private void skipBytes(int count, int end, int start) {
    if (count > end - bytes.position()) {
      throw broken(start, count + " bytes", "the end");
    }
    bytes.position(bytes.position() + count);
  }

  private int lengthEnd(int end) {
    int start = bytes.position();
    long length = varint(end);
    if (length < 0 || length > end - bytes.position()) {
      throw broken(
          start, "a length of at most " + (end - bytes.position()), String.valueOf(length));
    }
    return bytes.position() + (int) length;
  }

  private long varint(int end) {
    int start = bytes.position();
    long value = 0;
    for (int shift = 0; shift < 70 && bytes.position() < end; shift += 7) {
      byte next = bytes.get();
      if (shift < 64) {
        value |= (long) (next & 0x7f) << shift;
      }
      if (next >= 0) {
        return value;
      }
    }
    throw broken(start, "the end of a number", "none");
  }

  private FileFormatException broken(int offset, String expected, String found) {
    return new FileFormatException(
        "The file %s is no label map (StringIntLabelMap) in binary form: expected %s, found %s at byte %s. %s"
            .formatted(
                source,
                expected,
                found,
                offset,
                "A frozen graph, a SavedModel or a checkpoint holds no labels: give the label"
                    + " file that came with it."),
        source);
  }
}
