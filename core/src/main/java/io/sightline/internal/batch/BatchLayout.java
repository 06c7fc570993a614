package io.sightline.internal.batch;

import io.sightline.model.Feed;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the values of items lie in what a model is fed, and how its outputs fall apart again.
 *
 * <p>A value is stacked along a batch axis if it has one axis less than the input it is for; others
 * are fed as they are. Where no value is stacked, the model has no batch axis that the item does
 * not bring itself, and outputs are handed on whole. Otherwise an output has a batch axis if the
 * model says of its first length what it says of the inputs' batch axis: that it is free, or the
 * same number. So an output that counts something else, such as what was found by a model that
 * takes one picture, keeps its axis whatever the count.
 */
public final class BatchLayout {
  private static final int NO_BATCH_AXIS = 0;

  private final ModelDescription model;

  /** The length of the inputs' batch axis: -1 if it is free, 0 if there is none. */
  private final long length;

  private BatchLayout(ModelDescription model, long length) {
    this.model = model;
    this.length = length;
  }

  /** The layout of items with such values; {@code values} are one item's. */
  public static BatchLayout of(ModelDescription model, Map<String, TensorValue> values) {
    long length = NO_BATCH_AXIS;
    for (Map.Entry<String, TensorValue> value : values.entrySet()) {
      Optional<TensorSpec> input = model.input(value.getKey());
      if (isItem(input, value.getValue())) {
        long ofInput = input.orElseThrow().shape().length(0);
        length = length > 0 && ofInput < 0 ? length : ofInput;
      }
    }
    return new BatchLayout(model, length);
  }

  private static boolean isItem(Optional<TensorSpec> input, TensorValue value) {
    return input
        .map(TensorSpec::shape)
        .filter(shape -> shape.hasKnownRank() && shape.rank() == value.shape().rank() + 1)
        .isPresent();
  }

  /** How many items one run takes: at most {@code wanted} where the model leaves it open. */
  int capacity(int wanted) {
    if (length == NO_BATCH_AXIS) {
      return 1;
    }
    return length < 0 ? wanted : Math.toIntExact(length);
  }

  /** What items need in common to be run together: equal for those that may be. */
  Object key(Map<String, TensorValue> values) {
    Map<String, Object> key = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            key.put(
                name,
                isItem(model.input(name), value)
                    ? new ItemKey(value.elementType(), value.shape())
                    : value));
    return key;
  }

  private record ItemKey(ElementType elementType, Shape shape) {}

  /** What is fed for one item alone. */
  public Map<String, Feed> feeds(Map<String, TensorValue> item) {
    return feeds(List.of(item));
  }

  /**
   * What is fed for items of one key: a model with a fixed batch length gets copies of the last.
   */
  Map<String, Feed> feeds(List<Map<String, TensorValue>> items) {
    Map<String, Feed> feeds = new LinkedHashMap<>();
    items
        .get(0)
        .forEach(
            (name, value) ->
                feeds.put(
                    name,
                    isItem(model.input(name), value)
                        ? Feed.stack(column(name, items))
                        : Feed.of(value)));
    return feeds;
  }

  private List<TensorValue> column(String name, List<Map<String, TensorValue>> items) {
    List<TensorValue> column = new ArrayList<>(items.size());
    items.forEach(item -> column.add(item.get(name)));
    if (length > items.size()) {
      column.addAll(
          Collections.nCopies(fed(items.size()) - items.size(), column.get(items.size() - 1)));
    }
    return column;
  }

  /** How many items the model sees for so many. */
  private int fed(int items) {
    return length > items ? Math.toIntExact(length) : items;
  }

  /** The outputs of one item that was run alone. */
  Map<String, TensorValue> item(Map<String, TensorValue> outputs) {
    int fed = fed(1);
    Map<String, TensorValue> item = new LinkedHashMap<>();
    outputs.forEach(
        (name, value) ->
            item.put(name, mayBeStacked(name) && isLong(value, fed) ? value.item(0) : value));
    return item;
  }

  /**
   * The outputs of each of several items; empty if an output does not have one part for each of
   * them.
   */
  Optional<List<Map<String, TensorValue>>> split(Map<String, TensorValue> outputs, int items) {
    int fed = fed(items);
    List<Map<String, TensorValue>> split = new ArrayList<>(items);
    for (int i = 0; i < items; i++) {
      split.add(new LinkedHashMap<>());
    }
    for (Map.Entry<String, TensorValue> output : outputs.entrySet()) {
      boolean stacked = mayBeStacked(output.getKey());
      if (stacked && !isLong(output.getValue(), fed)) {
        return Optional.empty();
      }
      for (int i = 0; i < items; i++) {
        split.get(i).put(output.getKey(), stacked ? output.getValue().item(i) : output.getValue());
      }
    }
    return Optional.of(split);
  }

  private boolean mayBeStacked(String output) {
    if (length == NO_BATCH_AXIS) {
      return false;
    }
    Shape described = model.output(output).map(TensorSpec::shape).orElse(Shape.unknown());
    return described.hasKnownRank()
        ? described.rank() > 0 && described.length(0) == length
        : length < 0;
  }

  private static boolean isLong(TensorValue value, int length) {
    return value.shape().rank() > 0 && value.shape().length(0) == length;
  }
}
