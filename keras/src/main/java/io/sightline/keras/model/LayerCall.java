package io.sightline.keras.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A layer applied to its arguments.
 *
 * @param layer the layer
 * @param index which of the layer's calls in this graph this is, from 0
 * @param arguments what is given by position; a layer that takes several tensors as one list, such
 *     as {@code Add}, has one argument that is a list
 * @param named what is given by name, in the order of the file
 */
public record LayerCall(
    Layer layer, int index, List<Argument> arguments, Map<String, Argument> named) {
  /**
   * Copies the collections.
   *
   * @param layer the layer
   * @param index which of its calls
   * @param arguments what is given by position
   * @param named what is given by name
   */
  public LayerCall {
    arguments = List.copyOf(arguments);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  /** This call without {@code mask}, the second argument of layers that have one. */
  public LayerCall withoutMask() {
    Map<String, Argument> others = new LinkedHashMap<>(named);
    others.remove("mask");
    return new LayerCall(layer, index, arguments.subList(0, Math.min(1, arguments.size())), others);
  }

  /** All tensors of the call, however deep, in order: by position, then by name. */
  public List<TensorRef> tensors() {
    return Stream.concat(arguments.stream(), named.values().stream())
        .flatMap(argument -> argument.tensors().stream())
        .toList();
  }
}
