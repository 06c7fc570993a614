package io.sightline.image;

import java.nio.ByteBuffer;

/**
 * Turns encoded pictures into pixels. Implementations are found with {@link
 * java.util.ServiceLoader}, or handed to the pre-processor.
 *
 * <p>Two decoders that read the same file give the same pixels; one that cannot be exact does not
 * claim the file or refuses it. Implementations are safe for use by several threads.
 */
public interface ImageDecoder {
  /**
   * What the decoder is called in errors and descriptions.
   *
   * @return a short name, such as {@code ImageIO}
   */
  String name();

  /**
   * Whether this decoder reads such a file. Decided by the first bytes alone, without side effects.
   *
   * @param content the encoded bytes from the position to the limit; read-only, left as it is
   * @return true if {@link #decode} is to be asked
   */
  boolean claims(ByteBuffer content);

  /**
   * Decodes a picture. The pixels are those that the file stores: no colour management, no turn;
   * the orientation is stated in the result.
   *
   * @param content the encoded bytes from the position to the limit; read-only, left as it is
   * @param name how errors call the picture
   * @param options limits
   * @return the pixels
   * @throws io.sightline.error.ImageDecodeException if the picture is damaged, too large, or of a
   *     kind that cannot be decoded exactly
   */
  DecodedImage decode(ByteBuffer content, String name, DecodeOptions options);
}
