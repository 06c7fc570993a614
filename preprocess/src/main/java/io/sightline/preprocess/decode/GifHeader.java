package io.sightline.preprocess.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What stands before the pixels of a GIF file's first frame (GIF89a, sections 18 to 23). */
final class GifHeader {
  private static final int HEADER_BYTES = 13;
  private static final int DESCRIPTOR_BYTES = 10;
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;

  private GifHeader() {}

  /** What makes the first frame one that cannot be read exactly; null if it can. */
  static @Nullable String obstacle(ByteBuffer content) {
    ByteBuffer file = content.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (file.limit() < HEADER_BYTES) {
      return "a file of " + file.limit() + " bytes";
    }
    int globalPalette = paletteBytes(file.get(10));
    int frame = firstFrame(file, HEADER_BYTES + globalPalette);
    if (frame < 0) {
      return "no frame";
    }
    if (globalPalette == 0 && paletteBytes(file.get(frame + 9)) == 0) {
      return "one without a palette";
    }
    boolean covers =
        file.getShort(frame + 1) == 0
            && file.getShort(frame + 3) == 0
            && file.getInt(frame + 5) == file.getInt(6);
    return covers ? null : "one that covers another area";
  }

  private static int paletteBytes(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 * (2 << (flags & 7));
  }

  /** Where the first image descriptor begins; -1 if there is none. */
  private static int firstFrame(ByteBuffer file, int start) {
    int at = start;
    while (at < file.limit()) {
      int block = file.get(at) & 0xff;
      if (block == IMAGE) {
        return at <= file.limit() - DESCRIPTOR_BYTES ? at : -1;
      }
      if (block != EXTENSION) {
        return -1;
      }
      at += 2;
      while (at < file.limit() && file.get(at) != 0) {
        at += 1 + (file.get(at) & 0xff);
      }
      at++;
    }
    return -1;
  }
}
