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
 * they are. Otherwise an output has a batch axis if the model says of its first length what it says
 * of the inputs' batch axis: that it is free, or that it is 1. So an output that counts something
 * else, such as what was found by a model that takes one picture, keeps its axis whatever the
 * count.
 */
final class BatchAxis {
  private final ModelDescription model;
  private final boolean added;
  private final boolean free;

  private BatchAxis(ModelDescription model, boolean added, boolean free) {
    this.model = model;
    this.added = added;
    this.free = free;
  }

  static BatchAxis of(ModelDescription model, Sample sample) {
    boolean added = false;
    boolean free = false;
    for (Map.Entry<String, TensorValue> value : sample.values().entrySet()) {
      Optional<TensorSpec> input = model.input(value.getKey());
      if (isItem(input, value.getValue())) {
        added = true;
        free |= input.orElseThrow().shape().length(0) < 0;
      }
    }
    return new BatchAxis(model, added, free);
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
        described.hasKnownRank()
            ? described.rank() > 0 && described.length(0) == (free ? Shape.UNKNOWN_LENGTH : 1)
            : free;
    return mayBeBatch && value.shape().rank() > 0 && value.shape().length(0) == 1;
  }
}
