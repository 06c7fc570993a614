package io.sightline.preprocess;

import io.sightline.PreprocessContext;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.error.ModelMismatchException;
import io.sightline.image.Geometry;
import io.sightline.image.ImageSource;
import io.sightline.image.Orientation;
import io.sightline.model.ModelDescription;
import io.sightline.preprocess.decode.PictureHeader;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Feeds picture files as they are to a model that decodes them itself: one whose input is a string.
 *
 * <pre>{@code
 * Predictor.builder().model(path).preprocess(EncodedImage.preprocessor())
 * }</pre>
 *
 * <p>Nothing is decoded, turned or checked before the model sees the bytes. The size of the stored
 * pixels is read from the header of a JPEG, PNG, GIF or BMP, so that boxes find their place: {@code
 * tf.io.decode_image} does not turn them either. Immutable and safe for use by several threads.
 */
public final class EncodedImage implements Preprocessor<ImageSource> {
  private final @Nullable String input;
  private final Shape shape;

  private EncodedImage(@Nullable String input, Shape shape) {
    this.input = input;
    this.shape = shape;
  }

  /**
   * Feeds the model's only string input.
   *
   * @return the pre-processor
   */
  public static EncodedImage preprocessor() {
    return new EncodedImage(null, Shape.of());
  }

  /**
   * Feeds one of several string inputs.
   *
   * @param input the input's name
   * @return the pre-processor
   */
  public static EncodedImage preprocessor(String input) {
    return new EncodedImage(Objects.requireNonNull(input, "input"), Shape.of());
  }

  /**
   * Finds the string input and how many axes it has.
   *
   * @param model the model
   * @return the pre-processor for this model
   * @throws ModelMismatchException if there is no such input, or it does not take one string
   */
  @Override
  public EncodedImage bind(ModelDescription model) {
    List<TensorSpec> candidates =
        model.inputs().stream()
            .filter(spec -> spec.elementType() == ElementType.STRING)
            .filter(spec -> input == null || spec.name().equals(input))
            .toList();
    if (candidates.size() != 1) {
      throw mismatch(
          model,
          input == null ? "one string input" : "a string input '" + input + "'",
          model.inputs(),
          candidates.isEmpty()
              ? "Use ImagePreprocessor for a model that takes pixels."
              : "Name it: EncodedImage.preprocessor(\"...\").");
    }
    TensorSpec spec = candidates.get(0);
    return new EncodedImage(spec.name(), itemShape(model, spec));
  }

  private static Shape itemShape(ModelDescription model, TensorSpec spec) {
    if (!spec.shape().hasKnownRank()) {
      return Shape.of();
    }
    long[] lengths = spec.shape().toArray();
    for (long length : lengths) {
      if (length >= 0 && length != 1) {
        throw mismatch(
            model,
            "an input of one string",
            List.of(spec),
            "Make the values with a step of your own.");
      }
    }
    long[] ones = new long[Math.max(0, lengths.length - 1)];
    Arrays.fill(ones, 1);
    return Shape.of(ones);
  }

  private static ModelMismatchException mismatch(
      ModelDescription model, String expected, List<TensorSpec> found, String advice) {
    return InputPlanner.noClearPlace("Picture files have", model, expected, found, advice);
  }

  /**
   * Reads the file's bytes into a string tensor.
   *
   * @param source the picture
   * @param context not used
   * @return one string, named {@code image} if neither the user nor a model told the input's name;
   *     with the picture's geometry if its header tells the size
   * @throws io.sightline.error.ImageDecodeException if the file cannot be read
   */
  @Override
  public Sample apply(ImageSource source, PreprocessContext context) {
    ByteBuffer content = source.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    Sample sample =
        Sample.of(
            input == null ? "image" : input, TensorValue.ofByteStrings(List.of(bytes), shape));
    return PictureHeader.size(bytes)
        .map(size -> sample.withGeometry(Geometry.of(size, Orientation.UPRIGHT)))
        .orElse(sample);
  }
}
