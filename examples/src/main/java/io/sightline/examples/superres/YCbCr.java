package io.sightline.examples.superres;

import io.sightline.image.DecodedImage;

/**
 * Between RGB and luminance with two differences of colour: ITU-R BT.601, full range (JFIF), to the
 * bit as {@code Image.convert("YCbCr")} and {@code Image.convert("RGB")} of Pillow 12.3 compute it.
 * A picture in YCbCr is one of three channels, in that order.
 *
 * <p>Pillow adds whole 64ths. Each is {@code (int) (x + 0.5)}, which rounds negative ones towards
 * zero; coefficients of the JFIF specification 1.02. Held against Pillow over all 16.7 million
 * colours.
 */
final class YCbCr {
  private static final int SCALE_BITS = 6;
  private static final int MIDDLE = 128;

  private static final int[] Y_R = table(0.299, 0);
  private static final int[] Y_G = table(0.587, 0);
  private static final int[] Y_B = table(0.114, 0);
  private static final int[] CB_R = table(-0.16874, 0);
  private static final int[] CB_G = table(-0.33126, 0);
  private static final int[] CB_B = table(0.5, 0);
  private static final int[] CR_R = table(0.5, 0);
  private static final int[] CR_G = table(-0.41869, 0);
  private static final int[] CR_B = table(-0.08131, 0);

  private static final int[] R_CR = table(1.402, MIDDLE);
  private static final int[] G_CB = table(-0.34414, MIDDLE);
  private static final int[] G_CR = table(-0.71414, MIDDLE);
  private static final int[] B_CB = table(1.772, MIDDLE);

  private YCbCr() {}

  private static int[] table(double coefficient, int zero) {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = (int) (coefficient * (1 << SCALE_BITS) * (i - zero) + 0.5);
    }
    return table;
  }

  /** The YCbCr of an RGB picture of 8 bits a channel. */
  static DecodedImage ofRgb(DecodedImage picture) {
    byte[] rgb = samples(picture);
    return DecodedImage.write8Bit(
        picture.size(),
        3,
        out -> {
          for (int i = 0; i < out.length; i += 3) {
            int r = rgb[i] & 0xff;
            int g = rgb[i + 1] & 0xff;
            int b = rgb[i + 2] & 0xff;
            out[i] = (byte) ((Y_R[r] + Y_G[g] + Y_B[b]) >> SCALE_BITS);
            out[i + 1] = (byte) (((CB_R[r] + CB_G[g] + CB_B[b]) >> SCALE_BITS) + MIDDLE);
            out[i + 2] = (byte) (((CR_R[r] + CR_G[g] + CR_B[b]) >> SCALE_BITS) + MIDDLE);
          }
        });
  }

  /** The RGB of a picture in YCbCr. */
  static DecodedImage toRgb(DecodedImage picture) {
    byte[] yCbCr = samples(picture);
    return DecodedImage.write8Bit(
        picture.size(),
        3,
        out -> {
          for (int i = 0; i < out.length; i += 3) {
            int y = yCbCr[i] & 0xff;
            int cb = yCbCr[i + 1] & 0xff;
            int cr = yCbCr[i + 2] & 0xff;
            out[i] = clip(y + (R_CR[cr] >> SCALE_BITS));
            out[i + 1] = clip(y + ((G_CB[cb] + G_CR[cr]) >> SCALE_BITS));
            out[i + 2] = clip(y + (B_CB[cb] >> SCALE_BITS));
          }
        });
  }

  private static byte clip(int level) {
    return (byte) Math.max(0, Math.min(255, level));
  }

  private static byte[] samples(DecodedImage picture) {
    byte[] samples = new byte[picture.bytes().remaining()];
    picture.bytes().get(samples);
    return samples;
  }
}
