package io.sightline.image;

import io.sightline.error.ImageDecodeException;
import io.sightline.testing.ImageDecoderContract;
import java.nio.ByteBuffer;

/** Tries the contract on the smallest decoder: a mark, width, height, grey samples, an end mark. */
class ImageDecoderContractTest extends ImageDecoderContract {
  @Override
  protected ImageDecoder decoder() {
    return new TinyDecoder();
  }

  @Override
  protected byte[] picture() {
    byte[] picture = new byte[3 + 17 * 11 + 1];
    picture[0] = TinyDecoder.MARK;
    picture[1] = 17;
    picture[2] = 11;
    picture[100] = 42;
    picture[picture.length - 1] = TinyDecoder.MARK;
    return picture;
  }

  private static final class TinyDecoder implements ImageDecoder {
    static final byte MARK = 'P';

    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public boolean claims(ByteBuffer content) {
      return content.hasRemaining() && content.get(content.position()) == MARK;
    }

    @Override
    public DecodedImage decode(ByteBuffer content, String name, DecodeOptions options) {
      ByteBuffer file = content.slice();
      if (file.remaining() < 3 || file.get(1) < 1 || file.get(2) < 1) {
        throw new ImageDecodeException(name + " is damaged", name);
      }
      Size size = new Size(file.get(1), file.get(2));
      if (size.pixels() > options.maxPixels()
          || size.pixels() + 4 != file.remaining()
          || file.get(file.limit() - 1) != MARK) {
        throw new ImageDecodeException(name + " is damaged or too large: " + size, name);
      }
      return DecodedImage.write8Bit(size, 1, samples -> file.get(3, samples));
    }
  }
}
