package io.sightline.examples.superres;

import io.sightline.Predictor;
import io.sightline.PreprocessContext;
import io.sightline.Sample;
import io.sightline.image.DecodedImage;
import io.sightline.image.ImageSource;
import io.sightline.image.Size;
import io.sightline.postprocess.picture.PictureOutput;
import io.sightline.postprocess.picture.ValueRange;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.preprocess.resize.PillowFilter;
import io.sightline.preprocess.resize.Resize;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * Enlarges pictures with a model for their luminance, such as FSRCNN and ESPCN: its input is
 * float32 {@code [1, height, width, 1]} from 0 to 1, its output the same plane enlarged. The
 * colours are enlarged by Pillow's bicubic filter.
 *
 * <p>Safe for use by several threads; to be closed once.
 */
public final class SuperResolution implements AutoCloseable {
  private final ImagePreprocessor pixels = ImagePreprocessor.wholeImage();
  private final Predictor<DecodedImage, DecodedImage> luminance;

  private SuperResolution(Predictor<DecodedImage, DecodedImage> luminance) {
    this.luminance = luminance;
  }

  /** Opens a model, which decides how many times larger pictures become. */
  public static SuperResolution open(Path model) {
    return new SuperResolution(
        Predictor.builder()
            .model(model)
            .preprocess(SuperResolution::luminance)
            .postprocess(PictureOutput.fromModel().range(ValueRange.ZERO_TO_ONE))
            .build());
  }

  /** The first channel, with both axes that the model's shapes do not tell of. */
  private static Sample luminance(DecodedImage yCbCr, PreprocessContext context) {
    ByteBuffer samples = yCbCr.bytes();
    Size size = yCbCr.size();
    TensorValue plane =
        TensorValue.writeFloats(
            Shape.of(1, size.height(), size.width(), 1),
            out -> {
              for (int i = 0; i < out.length; i++) {
                out[i] = (samples.get(3 * i) & 0xff) / 255f;
              }
            });
    return Sample.of(context.model().orElseThrow().inputs().get(0).name(), plane);
  }

  /** A larger picture: RGB of 8 bits, upright. */
  public DecodedImage enlarge(ImageSource source) {
    DecodedImage small = YCbCr.ofRgb(decode(source));
    DecodedImage enlarged = luminance.predict(small);
    byte[] colors = bicubic(small, enlarged.size());
    ByteBuffer levels = enlarged.bytes();
    for (int i = 0, to = 0; to < colors.length; i++, to += 3) {
      colors[to] = levels.get(i);
    }
    return YCbCr.toRgb(DecodedImage.of(enlarged.size(), 3, colors));
  }

  private DecodedImage decode(ImageSource source) {
    TensorValue rgb = pixels.decodedPixels(source);
    Size size = new Size((int) rgb.shape().length(1), (int) rgb.shape().length(0));
    return DecodedImage.of(size, 3, rgb.bytes());
  }

  /** A resize treats each channel alone, so that it need not know what colours they are. */
  private static byte[] bicubic(DecodedImage picture, Size size) {
    return ImagePreprocessor.builder()
        .resize(size.width(), size.height(), Resize.pillow(PillowFilter.BICUBIC))
        .elementType(ElementType.UINT8)
        .build()
        .apply(ImageSource.of(picture, "colours"), PreprocessContext.standalone())
        .values()
        .values()
        .iterator()
        .next()
        .bytes();
  }

  @Override
  public void close() {
    luminance.close();
  }
}
