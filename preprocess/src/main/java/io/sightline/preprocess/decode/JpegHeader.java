package io.sightline.preprocess.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sightline.image.Orientation;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first scan of a JPEG file (ITU T.81, annex B): enough to tell which
 * colours its components are, and whether the JDK's libjpeg 6b gives the pixels of the
 * libjpeg-turbo that Pillow uses.
 */
final class JpegHeader {
  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int JFIF_BYTES = 14;
  private static final int ADOBE_BYTES = 12;

  /** One byte each: component id, then sampling factors as {@code horizontal << 4 | vertical}. */
  private byte[] ids = {};

  private byte[] samplings = {};
  private boolean jfif;
  private int adobeTransform = -1;
  private @Nullable Orientation orientation;

  private JpegHeader() {}

  /** Reads as far as the markers make sense. */
  static JpegHeader read(ByteBuffer content) {
    JpegHeader header = new JpegHeader();
    ByteBuffer file = content.slice();
    int marker = nextMarker(file);
    while (marker >= 0 && marker != START_OF_SCAN && marker != END_OF_IMAGE) {
      if (!standsAlone(marker) && !header.readSegment(marker, file)) {
        break;
      }
      marker = nextMarker(file);
    }
    return header;
  }

  private static boolean standsAlone(int marker) {
    return marker == START_OF_IMAGE || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
  }

  private static int nextMarker(ByteBuffer file) {
    while (file.hasRemaining()) {
      if ((file.get() & 0xff) != 0xff) {
        continue;
      }
      int marker = 0xff;
      while (marker == 0xff && file.hasRemaining()) {
        marker = file.get() & 0xff;
      }
      if (marker != 0 && marker != 0xff) {
        return marker;
      }
    }
    return -1;
  }

  private boolean readSegment(int marker, ByteBuffer file) {
    if (file.remaining() < 2) {
      return false;
    }
    int length = (file.getShort() & 0xffff) - 2;
    if (length < 0 || length > file.remaining()) {
      return false;
    }
    ByteBuffer segment = file.slice(file.position(), length);
    file.position(file.position() + length);
    switch (marker) {
      case APP0 -> jfif |= length >= JFIF_BYTES && startsWith(segment, "JFIF\0");
      case APP1 -> readExif(segment);
      case APP14 -> readAdobe(segment);
      default -> {
        if (isFrame(marker)) {
          readFrame(segment);
        }
      }
    }
    return true;
  }

  /** Start of frame 0 to 15, without the tables and extensions that share the range. */
  private static boolean isFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  private void readFrame(ByteBuffer segment) {
    if (segment.limit() < 6 || segment.limit() < 6 + 3 * (segment.get(5) & 0xff)) {
      return;
    }
    int components = segment.get(5) & 0xff;
    ids = new byte[components];
    samplings = new byte[components];
    for (int i = 0; i < components; i++) {
      ids[i] = segment.get(6 + 3 * i);
      samplings[i] = segment.get(7 + 3 * i);
    }
  }

  private void readExif(ByteBuffer segment) {
    if (orientation == null && startsWith(segment, "Exif\0\0")) {
      orientation = ExifOrientation.of(segment.slice(6, segment.limit() - 6));
    }
  }

  private void readAdobe(ByteBuffer segment) {
    if (segment.limit() >= ADOBE_BYTES && startsWith(segment, "Adobe")) {
      adobeTransform = segment.get(11) & 0xff;
    }
  }

  private static boolean startsWith(ByteBuffer segment, String text) {
    byte[] expected = text.getBytes(ISO_8859_1);
    return segment.limit() >= expected.length
        && segment.slice(0, expected.length).equals(ByteBuffer.wrap(expected));
  }

  /** The number of components; 0 if the file does not say. */
  int components() {
    return ids.length;
  }

  Orientation orientation() {
    return orientation == null ? Orientation.UPRIGHT : orientation;
  }

  /**
   * Whether three components are YCbCr rather than RGB, by the rule of {@code
   * default_decompress_parms} in libjpeg-turbo 3, src/jdapimin.c.
   */
  boolean isYcc() {
    if (jfif) {
      return true;
    }
    if (adobeTransform >= 0) {
      return adobeTransform != 0;
    }
    return !(ids[0] == 'R' && ids[1] == 'G' && ids[2] == 'B');
  }

  /**
   * Whether a component has all columns but half the rows. libjpeg-turbo smooths such rows, libjpeg
   * 6b repeats them ({@code h1v2_fancy_upsample} in src/jdsample.c).
   */
  boolean hasHalvedRowsOnly() {
    int horizontal = 0;
    int vertical = 0;
    for (byte sampling : samplings) {
      horizontal = Math.max(horizontal, sampling >> 4 & 0xf);
      vertical = Math.max(vertical, sampling & 0xf);
    }
    for (byte sampling : samplings) {
      if ((sampling >> 4 & 0xf) == horizontal && (sampling & 0xf) * 2 == vertical) {
        return true;
      }
    }
    return false;
  }
}
