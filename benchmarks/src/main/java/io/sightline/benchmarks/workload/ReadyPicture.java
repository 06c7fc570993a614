package io.sightline.benchmarks.workload;

import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.ImageDecoder;
import io.sightline.image.Size;
import java.nio.ByteBuffer;
import java.util.Random;

/**
 * Whatever the file, gives the same picture, made before.
 *
 * @param picture the picture
 */
public record ReadyPicture(DecodedImage picture) implements ImageDecoder {
  /**
   * A picture of seeded noise.
   *
   * @param size its width and height, such as {@code 1920x1080}
   * @return a decoder that gives it
   */
  public static ReadyPicture noise(String size) {
    int x = size.indexOf('x');
    return new ReadyPicture(
        DecodedImage.write8Bit(
            new Size(
                Integer.parseInt(size.substring(0, x)), Integer.parseInt(size.substring(x + 1))),
            3,
            new Random(20240607)::nextBytes));
  }

  @Override
  public String name() {
    return "ready picture";
  }

  @Override
  public boolean claims(ByteBuffer content) {
    return true;
  }

  @Override
  public DecodedImage decode(ByteBuffer content, String name, DecodeOptions options) {
    return picture;
  }
}
