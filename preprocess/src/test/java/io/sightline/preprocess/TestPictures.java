package io.sightline.preprocess;

import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of noise, made here. */
final class TestPictures {
  private TestPictures() {}

  static byte[] bytes(Size size) {
    byte[] bytes = new byte[(int) size.pixels() * 3];
    new Random(11).nextBytes(bytes);
    return bytes;
  }

  static float[] floats(Size size) {
    byte[] bytes = bytes(size);
    float[] floats = new float[bytes.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = bytes[i] & 0xff;
    }
    return floats;
  }

  static ImageSource png(Size size) {
    return ImageSource.of(encoded(size, "png"), "noise.png");
  }

  /** The same stored pixels whatever the orientation that the file states. */
  static ImageSource turnedJpeg(Size size, int exif) {
    byte[] jpeg = encoded(size, "jpeg");
    byte[] tiff = {
      'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, (byte) exif, 0, 0, 0, 0, 0, 0
    };
    ByteBuffer file = ByteBuffer.allocate(jpeg.length + 10 + tiff.length);
    file.put(jpeg, 0, 2).putShort((short) 0xffe1).putShort((short) (8 + tiff.length));
    file.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).put(tiff).put(jpeg, 2, jpeg.length - 2);
    return ImageSource.of(file.flip(), "noise.jpg");
  }

  /** What a person sees, from what is stored, by the definition of each EXIF value. */
  static float[] turn(float[] stored, Size size, Orientation turn) {
    int width = size.width();
    int height = size.height();
    Size upright = turn.transposes() ? size.transposed() : size;
    float[] out = new float[stored.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int newX =
            switch (turn) {
              case UPRIGHT, FLIPPED -> x;
              case MIRRORED, HALF_TURN -> width - 1 - x;
              case TRANSPOSED, COUNTER_CLOCKWISE -> y;
              case CLOCKWISE, TRANSVERSED -> height - 1 - y;
            };
        int newY =
            switch (turn) {
              case UPRIGHT, MIRRORED -> y;
              case FLIPPED, HALF_TURN -> height - 1 - y;
              case TRANSPOSED, CLOCKWISE -> x;
              case TRANSVERSED, COUNTER_CLOCKWISE -> width - 1 - x;
            };
        System.arraycopy(stored, (y * width + x) * 3, out, (newY * upright.width() + newX) * 3, 3);
      }
    }
    return out;
  }

  private static byte[] encoded(Size size, String format) {
    byte[] bytes = bytes(size);
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < bytes.length; i += 3) {
      int rgb = (bytes[i] & 0xff) << 16 | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff);
      image.setRGB(i / 3 % size.width(), i / 3 / size.width(), rgb);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
