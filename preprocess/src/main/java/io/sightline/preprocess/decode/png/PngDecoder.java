package io.sightline.preprocess.decode.png;

import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.internal.FileKind;
import io.sightline.internal.image.Refusal;
import io.sightline.preprocess.decode.FormatDecoder;
import java.nio.ByteBuffer;

/**
 * Decodes PNG of every kind: 1 to 16 bits, grey, palette, RGB, with and without alpha, interlaced,
 * and the first frame of an animation. The pixels, and what counts as damage, are those of the
 * library that the options name.
 *
 * <p>Safe for use by several threads.
 */
public final class PngDecoder extends FormatDecoder {
  /** A decoder. */
  public PngDecoder() {
    super("PNG", FileKind.PNG);
  }

  @Override
  protected DecodedImage read(ByteBuffer content, DecodeOptions options, Refusal refusal) {
    PngReader reader =
        options.convention() == DecodeConvention.PILLOW
            ? new PillowReader(content, options.allowTruncated(), refusal)
            : new LibpngReader(content, options, refusal);
    reader.open();
    PngHeader header = reader.header();
    if (header.width() < 1
        || header.width() > Integer.MAX_VALUE
        || header.height() < 1
        || header.height() > Integer.MAX_VALUE) {
      throw refusal.damaged("a size of %sx%s".formatted(header.width(), header.height()), null);
    }
    refusal.checkSize(new Size((int) header.width(), (int) header.height()), options);
    DecodedImage image;
    try (Scanlines rows =
        new Scanlines(header, reader.frame(), reader, reader.tolerance(), refusal)) {
      image = decode(rows, reader, options);
    }
    reader.finish();
    return image.withOrientation(reader.orientation());
  }

  private static DecodedImage decode(Scanlines rows, PngReader reader, DecodeOptions options) {
    PngHeader header = reader.header();
    Size canvas = reader.frame().canvas();
    if (header.isPalette()) {
      return DecodedImage.write8Bit(canvas, 3, out -> writePalette(rows, reader, options, out));
    }
    int channels = header.samplesPerPixel();
    if (header.bitDepth() == 16 && options.keep16Bit()) {
      return DecodedImage.write16Bit(
          canvas, channels, out -> rows.write(new RowWriter.Shorts(out, channels), channels));
    }
    return DecodedImage.write8Bit(
        canvas, channels, out -> rows.write(writer(reader, options, out), channels));
  }

  private static RowWriter writer(PngReader reader, DecodeOptions options, byte[] out) {
    PngHeader header = reader.header();
    int samples = header.samplesPerPixel();
    if (header.bitDepth() < 8) {
      return new RowWriter.SpreadGray(out, header.bitDepth());
    }
    if (header.bitDepth() == 8) {
      return new RowWriter.Bytes(out, samples);
    }
    return header.isGray() && options.convention() == DecodeConvention.PILLOW
        ? new RowWriter.ClippedGray(out)
        : new RowWriter.HighBytes(out, samples);
  }

  private static void writePalette(
      Scanlines rows, PngReader reader, DecodeOptions options, byte[] out) {
    byte[] colors = reader.palette();
    if (options.convention() == DecodeConvention.PILLOW) {
      // Pillow's pixels are indices: those that no row reaches are 0.
      for (int i = 0; i < out.length; i++) {
        out[i] = colors[i % 3];
      }
    }
    rows.write(new RowWriter.Palette(out, reader.header().bitDepth(), colors), 3);
  }
}
