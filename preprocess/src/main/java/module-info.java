/**
 * Pixels in: decodes, turns, cuts, resizes and normalises pictures and lays them out for a model.
 *
 * @uses io.sightline.image.ImageDecoder to find what decodes a picture
 * @provides io.sightline.image.ImageDecoder JPEG through the JDK's ImageIO; PNG, GIF, BMP, WebP,
 *     TIFF and PNM by code of its own
 */
module io.sightline.preprocess {
  requires transitive io.sightline.core;
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires transitive java.desktop;
  requires org.slf4j;

  exports io.sightline.preprocess;
  exports io.sightline.preprocess.resize;

  uses io.sightline.image.ImageDecoder;

  provides io.sightline.image.ImageDecoder with
      io.sightline.preprocess.decode.bmp.BmpDecoder,
      io.sightline.preprocess.decode.gif.GifDecoder,
      io.sightline.preprocess.decode.jpeg.JpegDecoder,
      io.sightline.preprocess.decode.png.PngDecoder,
      io.sightline.preprocess.decode.pnm.PnmDecoder,
      io.sightline.preprocess.decode.tiff.TiffDecoder,
      io.sightline.preprocess.decode.webp.WebpDecoder;
}
