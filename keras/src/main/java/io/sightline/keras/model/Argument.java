package io.sightline.keras.model;

import com.google.gson.JsonElement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a layer or operation is given in a call. */
public sealed interface Argument {
  /** The tensors in it, in order. */
  List<TensorRef> tensors();

  /**
   * A tensor.
   *
   * @param ref which
   */
  record Tensor(TensorRef ref) implements Argument {
    @Override
    public List<TensorRef> tensors() {
      return List.of(ref);
    }
  }

  /**
   * A list or tuple in which there is a tensor.
   *
   * @param items what is in it
   */
  record Items(List<Argument> items) implements Argument {
    /**
     * Copies the list.
     *
     * @param items what is in it
     */
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public List<TensorRef> tensors() {
      return items.stream().flatMap(item -> item.tensors().stream()).toList();
    }
  }

  /**
   * A dictionary in which there is a tensor.
   *
   * @param entries what is in it, in the order of the file
   */
  record Entries(Map<String, Argument> entries) implements Argument {
    /**
     * Copies the map.
     *
     * @param entries what is in it
     */
    public Entries {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public List<TensorRef> tensors() {
      return entries.values().stream().flatMap(entry -> entry.tensors().stream()).toList();
    }
  }

  /**
   * A value without a tensor in it.
   *
   * @param value as the file has it: a number, text, {@code null}, a list of them, or an object
   *     such as {@code __slice__}
   */
  record Constant(JsonElement value) implements Argument {
    @Override
    public List<TensorRef> tensors() {
      return List.of();
    }
  }
}
