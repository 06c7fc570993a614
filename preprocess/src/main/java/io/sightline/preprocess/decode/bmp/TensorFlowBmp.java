package io.sightline.preprocess.decode.bmp;

import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.Size;
import io.sightline.internal.image.Refusal;
import java.nio.ByteBuffer;

/**
 * Reads a BMP file by the rules of TensorFlow 2.21, core/kernels/image/decode_image_op.cc: 1, 3 or
 * 4 bytes a pixel and nothing behind the last row; neither palette nor compression is looked at, so
 * that an index is taken for a grey.
 */
final class TensorFlowBmp {
  private static final int READ_HEADER_BYTES = 32;

  private TensorFlowBmp() {}

  static DecodedImage decode(ByteBuffer file, DecodeOptions options, Refusal refusal) {
    if (file.limit() < READ_HEADER_BYTES) {
      throw refusal.damaged("a file of " + file.limit() + " bytes", null);
    }
    int offset = file.getInt(10);
    int width = file.getInt(18);
    int height = file.getInt(22);
    int bytesPerPixel = file.getShort(28) / 8;
    if (bytesPerPixel != 1 && bytesPerPixel != 3 && bytesPerPixel != 4) {
      throw refusal.kind("8, 24 or 32 bits a pixel", file.getShort(28) + " bits");
    }
    if (width <= 0 || height == 0 || height == Integer.MIN_VALUE || offset < 0) {
      throw refusal.damaged("a size of %sx%s at %s".formatted(width, height, offset), null);
    }
    Size size = new Size(width, Math.abs(height));
    refusal.checkSize(size, options);
    BmpRows rows = new BmpRows(file, offset, size, bytesPerPixel * 8, height < 0);
    long end = offset + rows.stride() * size.height();
    if (end != file.limit()) {
      throw refusal.kind(
          "a file that ends with the last row, at byte " + end, file.limit() + " bytes");
    }
    if (bytesPerPixel == 1) {
      return rows.indexed(ColorTable.gray(), 8, size.height());
    }
    return rows.colored(
        new BitMask(0xff0000, red -> red),
        new BitMask(0xff00, green -> green),
        new BitMask(0xff, blue -> blue),
        size.height());
  }
}
