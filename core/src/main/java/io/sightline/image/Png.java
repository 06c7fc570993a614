package io.sightline.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sightline.internal.PixelArrays;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes pictures as PNG files, without loss: every channel, 8 or 16 bits each.
 *
 * <pre>{@code
 * Png.write(Path.of("decoded.png"), image);
 * }</pre>
 *
 * <p>The stored pixels are written as they are; how they would have to be turned is not. On one
 * Java runtime the same picture gives the same bytes. Beside the picture itself a few of its rows
 * are held in memory. Source of the format: PNG specification, 3rd edition (W3C, 2025).
 */
public final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  /** The specification's colour types for 1 to 4 channels. */
  private static final byte[] COLOUR_TYPES = {0, 4, 2, 6};

  private static final int DATA_CHUNK = 1 << 16;

  /** Twice as fast as zlib's default, 6, on filtered photographs, for 2 percent more bytes. */
  private static final int COMPRESSION = 4;

  private Png() {}

  /**
   * Writes a picture; an existing file is replaced.
   *
   * @param file the file to write
   * @param image the picture
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if one row of the picture does not fit an array of bytes
   */
  public static void write(Path file, DecodedImage image) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, image);
    }
  }

  /**
   * Writes a picture to a stream.
   *
   * @param stream receives the content of the file; flushed and left open
   * @param image the picture
   * @throws IOException if the stream cannot be written
   * @throws IllegalArgumentException if one row of the picture does not fit an array of bytes
   */
  public static void write(OutputStream stream, DecodedImage image) throws IOException {
    int rowBytes = rowBytes(image);
    OutputStream out = new BufferedOutputStream(stream);
    out.write(SIGNATURE);
    writeChunk(out, "IHDR", header(image), 13);
    writeRows(out, image, rowBytes);
    writeChunk(out, "IEND", new byte[0], 0);
    out.flush();
  }

  /**
   * The content of a PNG file.
   *
   * @param image the picture
   * @return the bytes of the file
   * @throws IllegalArgumentException if one row of the picture does not fit an array of bytes
   */
  public static byte[] encode(DecodedImage image) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try {
      write(content, image);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail to be written", e);
    }
    return content.toByteArray();
  }

  private static int bytesPerPixel(DecodedImage image) {
    return image.channels() * image.bitsPerChannel() / 8;
  }

  private static int rowBytes(DecodedImage image) {
    long rowBytes = (long) image.size().width() * bytesPerPixel(image);
    if (rowBytes > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "The picture is too wide for a PNG: expected rows of at most %s bytes, found %s (%s)"
              .formatted(Integer.MAX_VALUE - 16, rowBytes, image));
    }
    return (int) rowBytes;
  }

  private static byte[] header(DecodedImage image) {
    return ByteBuffer.allocate(13)
        .putInt(image.size().width())
        .putInt(image.size().height())
        .put((byte) image.bitsPerChannel())
        .put(COLOUR_TYPES[image.channels() - 1])
        .array(); // compression, filter and interlace methods: 0, the only, the only, none
  }

  private static void writeRows(OutputStream out, DecodedImage image, int rowBytes)
      throws IOException {
    PngFilter filter = new PngFilter(rowBytes, bytesPerPixel(image));
    byte[] row = new byte[rowBytes];
    byte[] above = new byte[rowBytes];
    Deflater deflater = new Deflater(COMPRESSION);
    try (OutputStream data = new DeflaterOutputStream(new DataChunks(out), deflater, DATA_CHUNK)) {
      for (int y = 0; y < image.size().height(); y++) {
        copyRow(image, y, row);
        data.write(filter.apply(row, above));
        byte[] written = row;
        row = above;
        above = written;
      }
    } finally {
      deflater.end();
    }
  }

  /** Samples of 16 bits have the most significant byte first. */
  private static void copyRow(DecodedImage image, int y, byte[] row) {
    if (image.bitsPerChannel() == 8) {
      System.arraycopy(PixelArrays.bytes(image), y * row.length, row, 0, row.length);
      return;
    }
    short[] samples = PixelArrays.shorts(image);
    int rowSamples = row.length / 2;
    for (int i = 0, from = y * rowSamples; i < rowSamples; i++, from++) {
      row[2 * i] = (byte) (samples[from] >> 8);
      row[2 * i + 1] = (byte) samples[from];
    }
  }

  private static void writeChunk(OutputStream out, String type, byte[] data, int length)
      throws IOException {
    byte[] typeBytes = type.getBytes(US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(typeBytes);
    checksum.update(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt(length).array());
    out.write(typeBytes);
    out.write(data, 0, length);
    out.write(ByteBuffer.allocate(4).putInt((int) checksum.getValue()).array());
  }

  /** Cuts the compressed data into chunks; closing it writes the rest and leaves the file open. */
  private static final class DataChunks extends OutputStream {
    private final OutputStream out;
    private final byte[] data = new byte[DATA_CHUNK];
    private int length;

    DataChunks(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
      int done = 0;
      while (done < count) {
        int part = Math.min(count - done, data.length - length);
        System.arraycopy(source, offset + done, data, length, part);
        length += part;
        done += part;
        if (length == data.length) {
          writeData();
        }
      }
    }

    private void writeData() throws IOException {
      writeChunk(out, "IDAT", data, length);
      length = 0;
    }

    @Override
    public void close() throws IOException {
      if (length > 0) {
        writeData();
      }
    }
  }
}
