package io.sightline;

import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts the batch axis in front of an item's values and takes it off the outputs.
 *
 * <p>A value gets one if it has one axis less than the input it is for. Where no value gets one,
 * the model has no batch axis that the item does not bring itself, and outputs are handed on as
 * they are. Otherwise an output of one item loses its first axis if that has length 1 and the model
 * does not say that it is something else.
 */
final class BatchAxis {
  private final ModelDescription model;
  private final boolean added;

  private BatchAxis(ModelDescription model, boolean added) {
    this.model = model;
    this.added = added;
  }

  static BatchAxis of(ModelDescription model, Sample sample) {
    boolean added =
        sample.values().entrySet().stream()
            .anyMatch(value -> isItem(model.input(value.getKey()), value.getValue()));
    return new BatchAxis(model, added);
  }

  private static boolean isItem(Optional<TensorSpec> input, TensorValue value) {
    return input
        .map(TensorSpec::shape)
        .filter(shape -> shape.hasKnownRank() && shape.rank() == value.shape().rank() + 1)
        .isPresent();
  }

  Map<String, Feed> feeds(Sample sample) {
    Map<String, Feed> feeds = new LinkedHashMap<>();
    sample
        .values()
        .forEach(
            (name, value) ->
                feeds.put(
                    name,
                    isItem(model.input(name), value)
                        ? Feed.stack(List.of(value))
                        : Feed.of(value)));
    return feeds;
  }

  Outputs outputs(Map<String, TensorValue> values) {
    if (!added) {
      return Outputs.of(values);
    }
    Map<String, TensorValue> items = new LinkedHashMap<>();
    values.forEach((name, value) -> items.put(name, isBatch(name, value) ? value.item(0) : value));
    return Outputs.of(items);
  }

  private boolean isBatch(String output, TensorValue value) {
    Shape described = model.output(output).map(TensorSpec::shape).orElse(Shape.unknown());
    boolean mayBeBatch =
        !described.hasKnownRank() || (described.rank() > 0 && described.length(0) <= 1);
    return mayBeBatch && value.shape().rank() > 0 && value.shape().length(0) == 1;
  }
}
