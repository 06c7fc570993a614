package io.sightline.detection.output;

import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.Optional;

/** What the shapes in a model's description say of one item. */
public final class ModelShapes {
  /** More channels than this no picture has. */
  private static final int MAX_CHANNELS = 4;

  private ModelShapes() {}

  /** The lengths of an output's axes but for the batch's; empty if the rank is unknown. */
  public static Optional<long[]> item(TensorSpec output) {
    Shape shape = output.shape();
    if (!shape.hasKnownRank()) {
      return Optional.empty();
    }
    boolean hasBatch = shape.rank() > 0 && shape.length(0) <= 1;
    return Optional.of((hasBatch ? shape.dropFirst() : shape).toArray());
  }

  /** Whether an output, without the batch axis, has these lengths; -1 stands for any. */
  public static boolean isItem(TensorSpec output, long... lengths) {
    return item(output).filter(item -> Shape.of(item).agreesWith(Shape.of(lengths))).isPresent();
  }

  /** The size of the picture that a model takes, if it fixes it. */
  public static Optional<Size> picture(ModelDescription model) {
    return model.inputs().stream().flatMap(input -> picture(input.shape()).stream()).findFirst();
  }

  private static Optional<Size> picture(Shape shape) {
    if (!shape.hasKnownRank() || shape.rank() != 4) {
      return Optional.empty();
    }
    boolean channelsFirst = shape.length(1) >= 1 && shape.length(1) <= MAX_CHANNELS;
    long height = shape.length(channelsFirst ? 2 : 1);
    long width = shape.length(channelsFirst ? 3 : 2);
    return height > 0 && width > 0
        ? Optional.of(new Size((int) width, (int) height))
        : Optional.empty();
  }
}
