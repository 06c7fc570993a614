package io.sightline.preprocess.decode.pnm;

import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;

/**
 * Samples that are written in digits, read by the rules of {@code PpmPlainDecoder} in Pillow 12.3,
 * src/PIL/PpmImagePlugin.py. It takes comments out with the end of their line, so that the digits
 * around one are one number; and it checks whole blocks of the file, also behind the last sample.
 */
final class PillowPlainSamples {
  /** {@code ImageFile.SAFEBLOCK}. */
  private static final int BLOCK_BYTES = 1 << 20;

  private static final int LONGEST_TOKEN = 10;
  private static final int END = -1;

  private final ByteBuffer file;
  private final Refusal refusal;
  private final int start;
  private int position;

  PillowPlainSamples(ByteBuffer file, int start, Refusal refusal) {
    this.file = file;
    this.start = start;
    this.position = start;
    this.refusal = refusal;
  }

  /** The next character that belongs to no comment. */
  private int character(int end) {
    while (position < end) {
      int character = file.get(position++) & 0xff;
      if (character != '#') {
        return character;
      }
      while (position < end && character != '\n' && character != '\r') {
        character = file.get(position++) & 0xff;
      }
    }
    return END;
  }

  private int visibleCharacter(int end) {
    int character;
    do {
      character = character(end);
    } while (PillowPnmHeader.isWhitespace(character));
    return character;
  }

  /** Black (1) is 0, white (0) is 1; bits need no whitespace between them. */
  int nextBit() {
    int character = visibleCharacter(file.limit());
    requireBit(character);
    return '1' - character;
  }

  private void requireBit(int character) {
    if (character != '0' && character != '1') {
      throw refusal.damaged(
          character == END ? "too few bits" : "'%c' as a bit".formatted(character), null);
    }
  }

  /** The end of the block that was read last. */
  private int blockEnd() {
    long blocks = (position - start + BLOCK_BYTES - 1L) / BLOCK_BYTES;
    return (int) Math.min(start + blocks * BLOCK_BYTES, file.limit());
  }

  /** Nothing but bits may follow in the block. */
  void checkBitsOfBlock() {
    int end = blockEnd();
    int character = visibleCharacter(end);
    while (character != END) {
      requireBit(character);
      character = visibleCharacter(end);
    }
  }

  /** The next number, at most the maximum. */
  int next(int maximum) {
    int character = visibleCharacter(file.limit());
    long value = 0;
    int length = 0;
    while (character != END && !PillowPnmHeader.isWhitespace(character)) {
      length++;
      if (character < '0' || character > '9' || length > LONGEST_TOKEN) {
        throw refusal.damaged("'%c' in a number".formatted(character), null);
      }
      value = value * 10 + character - '0';
      character = character(file.limit());
    }
    if (length == 0) {
      throw refusal.damaged("too few samples", null);
    }
    if (value > maximum) {
      throw refusal.damaged("a sample of %s, above %s".formatted(value, maximum), null);
    }
    return (int) value;
  }

  /** No word may be too long at the end of the block. */
  void checkTokenOfBlock() {
    int end = blockEnd();
    int length = 0;
    int character = character(end);
    while (character != END) {
      length = PillowPnmHeader.isWhitespace(character) ? 0 : length + 1;
      character = character(end);
    }
    if (length > LONGEST_TOKEN) {
      throw refusal.damaged("a word of %s characters".formatted(length), null);
    }
  }
}
