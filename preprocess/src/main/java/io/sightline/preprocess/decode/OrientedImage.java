package io.sightline.preprocess.decode;

import io.sightline.image.DecodedImage;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.preprocess.resample.Pixels;
import java.nio.ByteBuffer;

/** A decoded picture seen in its orientation, of which parts are copied out as grey or RGB. */
public final class OrientedImage {
  private final DecodedImage image;
  private final Orientation turn;
  private final Size size;

  public OrientedImage(DecodedImage image, Orientation turn) {
    this.image = image;
    this.turn = turn;
    this.size = turn.transposes() ? image.size().transposed() : image.size();
  }

  /** The size after the turn. */
  public Size size() {
    return size;
  }

  /** The turn that brings the stored pixels into this view. */
  public Orientation turn() {
    return turn;
  }

  /** Copies a part that lies inside the picture; one channel if grey is wanted, else RGB. */
  public Pixels cut(int left, int top, Size part, boolean gray) {
    int targetChannels = gray ? 1 : 3;
    int channels = image.channels();
    int stepX = channels * (turn.mirrorsX() ? -1 : 1);
    int stepY = channels * (turn.mirrorsY() ? -1 : 1);
    int x = turn.mirrorsX() ? size.width() - 1 - left : left;
    int y = turn.mirrorsY() ? size.height() - 1 - top : top;
    int storedWidth = image.size().width();
    if (turn.transposes()) {
      stepX *= storedWidth;
    } else {
      stepY *= storedWidth;
    }
    int rowStart = (turn.transposes() ? x * storedWidth + y : y * storedWidth + x) * channels;
    ByteBuffer source = image.bytes();
    int rowLength = part.width() * targetChannels;
    byte[] out = new byte[Math.multiplyExact(rowLength, part.height())];
    for (int row = 0; row < part.height(); row++) {
      int at = row * rowLength;
      if (channels == targetChannels && stepX == channels) {
        source.get(rowStart, out, at, rowLength);
      } else if (gray) {
        copyGray(source, rowStart, stepX, channels, out, at, at + rowLength);
      } else {
        copyRgb(source, rowStart, stepX, channels, out, at, at + rowLength);
      }
      rowStart += stepY;
    }
    return new Pixels(part, targetChannels, out);
  }

  private static void copyRgb(
      ByteBuffer source, int start, int step, int channels, byte[] out, int from, int to) {
    int green = channels < 3 ? 0 : 1;
    int blue = channels < 3 ? 0 : 2;
    int pixel = start;
    for (int i = from; i < to; i += 3) {
      out[i] = source.get(pixel);
      out[i + 1] = source.get(pixel + green);
      out[i + 2] = source.get(pixel + blue);
      pixel += step;
    }
  }

  /** Luma by {@code L24} of Pillow 12.3, src/libImaging/Convert.c. */
  private static void copyGray(
      ByteBuffer source, int start, int step, int channels, byte[] out, int from, int to) {
    int pixel = start;
    for (int i = from; i < to; i++) {
      if (channels < 3) {
        out[i] = source.get(pixel);
      } else {
        int red = source.get(pixel) & 0xff;
        int green = source.get(pixel + 1) & 0xff;
        int blue = source.get(pixel + 2) & 0xff;
        out[i] = (byte) ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16);
      }
      pixel += step;
    }
  }
}
