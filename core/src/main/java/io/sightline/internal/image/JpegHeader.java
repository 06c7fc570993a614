package io.sightline.internal.image;

import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.Orientation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG file before its pixels (ITU T.81, annex B): the frame, the colours, the orientation, and
 * what its scans will cost. Read as Pillow 12.3 reads it, src/PIL/JpegImagePlugin.py.
 */
public final class JpegHeader {
  private static final int START_OF_IMAGE = 0xd8;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int JFIF_BYTES = 14;
  private static final int ADOBE_BYTES = 12;

  /** The segments that the pixels depend on, with their markers. */
  private final ByteArrayOutputStream tables = new ByteArrayOutputStream();

  private final JpegOrientation orientation = new JpegOrientation();
  private @Nullable JpegFrame frame;
  private @Nullable JpegScans scans;
  private int scansAt;
  private boolean jfif;
  private int adobeTransform = -1;

  private JpegHeader() {}

  /**
   * Reads a file as far as must be known before its pixels are decoded.
   *
   * @throws IOException if no decoder can make sense of it
   */
  public static JpegHeader read(ByteBuffer content) throws IOException {
    JpegHeader header = new JpegHeader();
    JpegMarkers markers = new JpegMarkers(content);
    int marker = markers.next();
    if (marker != START_OF_IMAGE) {
      throw new IOException("no start of image");
    }
    while ((marker = markers.next()) != START_OF_SCAN) {
      if (marker < 0 || marker == END_OF_IMAGE) {
        throw new IOException("the file ends before its first scan");
      }
      if (!JpegMarkers.isKnown(marker) || marker == START_OF_IMAGE) {
        throw new IOException(
            "a marker that has no place before a scan, 0x"
                + HexFormat.of().toHexDigits((byte) marker));
      }
      if (JpegMarkers.hasSegment(marker)) {
        header.readSegment(marker, markers.segment());
      }
    }
    header.scansAt = markers.position() - 2;
    header.readScans(markers, content.remaining());
    return header;
  }

  private void readSegment(int marker, ByteBuffer segment) throws IOException {
    switch (marker) {
      case APP0 ->
          jfif |= segment.limit() >= JFIF_BYTES && JpegMarkers.startsWith(segment, "JFIF\0");
      case APP1 -> orientation.readApp1(segment);
      case APP14 -> readAdobe(segment);
      default -> {
        if (JpegFrame.isFrame(marker)) {
          frame = JpegFrame.read(marker, segment);
        }
      }
    }
    if ((marker < APP0 || marker > APP15) && marker != COMMENT) {
      addTable(marker, segment);
    }
  }

  private void addTable(int marker, ByteBuffer segment) {
    byte[] bytes = new byte[segment.limit()];
    segment.get(0, bytes);
    int length = bytes.length + 2;
    tables.writeBytes(new byte[] {-1, (byte) marker, (byte) (length >> 8), (byte) length});
    tables.writeBytes(bytes);
  }

  private void readAdobe(ByteBuffer segment) {
    if (segment.limit() >= ADOBE_BYTES && JpegMarkers.startsWith(segment, "Adobe")) {
      adobeTransform = segment.get(ADOBE_BYTES - 1) & 0xff;
    }
  }

  /** The scans after the first one count only if the first one does not hold the whole picture. */
  private void readScans(JpegMarkers markers, int fileBytes) throws IOException {
    if (frame == null) {
      throw new IOException("a scan without a frame");
    }
    scans = new JpegScans(frame);
    scans.add(markers.segment());
    if (scans.firstIsWhole()) {
      scans.setBytes(fileBytes - scansAt);
      return;
    }
    int marker = markers.next();
    while (marker >= 0 && marker != END_OF_IMAGE) {
      if (JpegMarkers.hasSegment(marker)) {
        ByteBuffer segment = markers.segment();
        if (marker == START_OF_SCAN) {
          scans.add(segment);
        }
      }
      marker = markers.next();
    }
    scans.setBytes(markers.position() - scansAt);
  }

  /** Throws unless Pillow and OpenCV read such a file, alike in all their versions, and soon. */
  public void check(DecodeOptions options, Refusal refusal) {
    refusal.checkSize(frame().size(), options);
    if (frame().precision() != 8) {
      throw refusal.kind("8 bits a sample", frame().precision() + " bits");
    }
    int components = frame().components();
    if (components != 1 && components != 3 && components != 4) {
      throw refusal.kind("1 component (grey), 3 (colour) or 4 (CMYK)", components + " components");
    }
    scans().check(refusal);
  }

  /** The frame. */
  public JpegFrame frame() {
    return Objects.requireNonNull(frame);
  }

  /**
   * The file without metadata, and without what lies between the segments before the first scan.
   * The colours of its components cannot be told from it.
   *
   * @param content the file that this is the header of
   * @param withEnd whether an end-of-image marker is put behind it, as Pillow and OpenCV do where a
   *     file ends early; a whole file is not read so far
   */
  public ByteBuffer withoutMetadata(ByteBuffer content, boolean withEnd) {
    ByteBuffer scanData = content.slice().position(scansAt);
    long length = 2L + tables.size() + scanData.remaining() + 2;
    ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(length));
    file.put((byte) -1).put((byte) START_OF_IMAGE).put(tables.toByteArray()).put(scanData);
    if (withEnd) {
      file.put((byte) -1).put((byte) END_OF_IMAGE);
    }
    return file.flip();
  }

  /** Whether no end-of-image marker follows the header; looks through the scans from the end. */
  public boolean endsEarly(ByteBuffer content) {
    ByteBuffer file = content.slice();
    for (int at = file.limit() - 2; at >= scansAt; at--) {
      if ((file.get(at) & 0xff) == 0xff && (file.get(at + 1) & 0xff) == END_OF_IMAGE) {
        return false;
      }
    }
    return true;
  }

  private JpegScans scans() {
    return Objects.requireNonNull(scans);
  }

  /**
   * Whether the scans leave the first coefficients of a progressive file incomplete, so that
   * libjpeg smooths the steps between its blocks. Libjpeg 6b has another rule for that than
   * libjpeg-turbo.
   */
  public boolean isSmoothed() {
    return scans().areSmoothed(false);
  }

  /**
   * Whether a component is smoothed that has several blocks in a unit: where libjpeg-turbo 2.1 and
   * 3.1 differ.
   */
  public boolean isSmoothedInUnits() {
    return scans().areSmoothed(true);
  }

  /** How the convention's library says that the picture has to be turned. */
  public Orientation orientation(DecodeConvention convention) {
    return convention == DecodeConvention.OPENCV ? orientation.ofOpenCv() : orientation.ofPillow();
  }

  /**
   * Whether the first three components are YCbCr rather than RGB, or YCCK rather than CMYK, by the
   * rule of {@code default_decompress_parms} in libjpeg-turbo 3, src/jdapimin.c.
   */
  public boolean isYcc() {
    boolean cmyk = frame().components() == 4;
    if (jfif && !cmyk) {
      return true;
    }
    if (adobeTransform >= 0) {
      return adobeTransform != 0;
    }
    return !cmyk && frame().components() == 3 && !frame().isNamedRgb();
  }
}
