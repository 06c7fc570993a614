package io.sightline.detection;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.image.Geometry;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import io.sightline.model.ModelDescription;
import io.sightline.observe.Timings;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The context of one item, made by hand. */
public record FakeContext(
    ModelDescription model, @Nullable Geometry where, Object input, List<Object> offered)
    implements PostprocessContext {
  /** The context of something that is no picture. */
  public FakeContext(ModelDescription model, @Nullable Geometry where) {
    this(model, where, "an input", List.of());
  }

  /** This context with a model that gives these outputs, one item at a time. */
  public FakeContext giving(Outputs outputs) {
    List<TensorSpec> specs =
        outputs.values().entrySet().stream()
            .map(
                output ->
                    new TensorSpec(
                        output.getKey(),
                        output.getValue().elementType(),
                        output.getValue().shape().prepend(1)))
            .toList();
    return new FakeContext(model(specs), where, input, offered);
  }

  /** This context with a trace. */
  public FakeContext offering(List<Object> trace) {
    return new FakeContext(model, where, input, trace);
  }

  /** A model of which nothing is known, and a picture that the model got as it is. */
  public static FakeContext of(int width, int height) {
    return new FakeContext(
        model(List.of()), Geometry.of(new Size(width, height), Orientation.UPRIGHT));
  }

  /** A model that takes a picture of any size. */
  public static ModelDescription model(List<TensorSpec> outputs) {
    return model(Shape.of(-1, -1, -1, 3), outputs);
  }

  /** A model with one input. */
  public static ModelDescription model(Shape input, List<TensorSpec> outputs) {
    return ModelDescription.builder("m.pb", "fake")
        .inputs(List.of(new TensorSpec("image", ElementType.FLOAT32, input)))
        .outputs(outputs)
        .build();
  }

  /** An output of floats. */
  public static TensorSpec floats(String name, long... shape) {
    return new TensorSpec(name, ElementType.FLOAT32, Shape.of(shape));
  }

  @Override
  public Optional<Geometry> geometry() {
    return Optional.ofNullable(where);
  }

  @Override
  public Timings timings() {
    throw new UnsupportedOperationException();
  }

  /** Nothing is offered unless a trace was asked for. */
  @Override
  public void offer(String name, Supplier<?> made) {
    if (offered instanceof ArrayList) {
      offered.add(made.get());
    }
  }

  /** Four floats within a tolerance that a few roundings need. */
  public static boolean near(float[] found, double... expected) {
    return found.length == expected.length
        && Arrays.stream(expected).allMatch(Double::isFinite)
        && IntStream.range(0, found.length).allMatch(i -> Math.abs(found[i] - expected[i]) < 1e-3);
  }
}
