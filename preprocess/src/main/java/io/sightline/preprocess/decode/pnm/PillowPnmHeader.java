package io.sightline.preprocess.decode.pnm;

import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;

/**
 * What a PNM file states before its samples, read by the rules of Pillow 12.3,
 * src/PIL/PpmImagePlugin.py.
 *
 * @param magic the second character: 1 to 6, or f
 * @param size width and height
 * @param maximum the largest sample; 1 for bits and floats
 * @param littleEndian the byte order of floats
 * @param dataStart where the samples begin
 */
record PillowPnmHeader(char magic, Size size, int maximum, boolean littleEndian, int dataStart) {
  private static final int LONGEST_TOKEN = 10;
  private static final int LARGEST_MAXIMUM = 65535;

  static PillowPnmHeader read(ByteBuffer file, Refusal refusal) {
    Tokens tokens = new Tokens(file, refusal);
    char magic = tokens.magic();
    long width = tokens.number();
    long height = tokens.number();
    if (Math.min(width, height) < 1 || Math.max(width, height) > Integer.MAX_VALUE) {
      throw refusal.damaged("a size of %sx%s".formatted(width, height), null);
    }
    long maximum = 1;
    boolean littleEndian = false;
    if (magic == 'f') {
      littleEndian = tokens.scale() < 0;
    } else if (magic != '1' && magic != '4') {
      maximum = tokens.number();
    }
    if (maximum < 1 || maximum > LARGEST_MAXIMUM) {
      throw refusal.damaged("a maximum of " + maximum, null);
    }
    Size size = new Size((int) width, (int) height);
    return new PillowPnmHeader(magic, size, (int) maximum, littleEndian, tokens.position);
  }

  /** 3 for colours, else 1. */
  int channels() {
    return magic == '3' || magic == '6' ? 3 : 1;
  }

  static boolean isWhitespace(int character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  /** Words between whitespace; a comment may stand even inside of one. */
  private static final class Tokens {
    private final ByteBuffer file;
    private final Refusal refusal;
    private int position = 1;

    Tokens(ByteBuffer file, Refusal refusal) {
      this.file = file;
      this.refusal = refusal;
    }

    private int next() {
      return position < file.limit() ? file.get(position++) & 0xff : -1;
    }

    char magic() {
      int kind = next();
      int behind = next();
      if ("123456f".indexOf(kind) < 0 || !(behind == -1 || isWhitespace(behind))) {
        throw refusal.kind("P1 to P6 or Pf", "P" + (char) kind + (char) behind);
      }
      return (char) kind;
    }

    private String token() {
      StringBuilder token = new StringBuilder();
      while (token.length() <= LONGEST_TOKEN) {
        int character = next();
        if (character == -1 || (isWhitespace(character) && !token.isEmpty())) {
          break;
        }
        if (character == '#') {
          skipLine();
        } else if (!isWhitespace(character)) {
          token.append((char) character);
        }
      }
      if (token.isEmpty() || token.length() > LONGEST_TOKEN) {
        throw refusal.damaged("'%s' in its header".formatted(token), null);
      }
      return token.toString();
    }

    private void skipLine() {
      int character;
      do {
        character = next();
      } while (character != '\n' && character != '\r' && character != -1);
    }

    long number() {
      String token = token();
      if (!token.matches("\\+?[0-9]+")) {
        throw refusal.damaged("'%s' in its header".formatted(token), null);
      }
      return Long.parseLong(token);
    }

    double scale() {
      String token = token();
      boolean isNumber = token.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
      double scale = isNumber ? Double.parseDouble(token) : 0;
      if (scale == 0 || Double.isInfinite(scale)) {
        throw refusal.damaged("'%s' as the scale".formatted(token), null);
      }
      return scale;
    }
  }
}
