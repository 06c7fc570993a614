package io.sightline.testing;

import io.sightline.Postprocessor;
import io.sightline.Preprocessor;
import io.sightline.Sample;
import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A model of one number: {@code x} of {@code [?, 1]} in, {@code y} of {@code [?, 1]} out, each
 * twice what came in, with steps for whole numbers around it.
 */
public final class DoublingModel {
  /** Feeds a number. */
  public static final Preprocessor<Integer> NUMBER = (input, context) -> sample(input);

  /** Reads a number. */
  public static final Postprocessor<Integer> TWICE =
      (outputs, context) -> Math.round(outputs.floats("y")[0]);

  private DoublingModel() {}

  /** What is fed for a number. */
  public static Sample sample(int number) {
    return Sample.of("x", new float[] {number}, Shape.of(1));
  }

  /** The model. */
  public static FakeModelSession open() {
    return open(numbers -> {});
  }

  /** The model; the numbers of each run are seen before it answers, which may throw. */
  public static FakeModelSession open(Consumer<List<Integer>> beforeAnswer) {
    return new FakeModelSession(
        description(-1),
        feeds -> {
          float[] numbers = numbers(feeds.get("x"));
          List<Integer> seen = new ArrayList<>();
          for (int i = 0; i < numbers.length; i++) {
            seen.add(Math.round(numbers[i]));
            numbers[i] *= 2;
          }
          beforeAnswer.accept(seen);
          return Map.of("y", TensorValue.of(numbers, Shape.of(numbers.length, 1)));
        });
  }

  /** A description with so long a batch axis; -1 if it is free. */
  public static ModelDescription description(long batch) {
    Shape shape = Shape.of(batch, 1);
    return ModelDescription.builder("doubling.pb", "fake")
        .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, shape)))
        .outputs(List.of(new TensorSpec("y", ElementType.FLOAT32, shape)))
        .build();
  }

  /** The first number of each item of a feed. */
  public static float[] numbers(Feed feed) {
    float[] numbers = new float[feed.parts().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = feed.parts().get(i).floats()[0];
    }
    return numbers;
  }
}
