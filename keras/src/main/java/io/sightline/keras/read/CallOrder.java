package io.sightline.keras.read;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.TensorRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts calls so that each comes after those whose results it takes. */
final class CallOrder {
  private record Key(Layer layer, int call) {}

  private CallOrder() {}

  static List<LayerCall> sort(String source, String model, List<LayerCall> calls) {
    Map<Key, List<LayerCall>> waiting = new HashMap<>();
    Map<Key, Integer> missing = new HashMap<>();
    Deque<LayerCall> ready = new ArrayDeque<>();
    for (LayerCall call : calls) {
      Set<Key> needed = needed(call);
      missing.put(new Key(call.layer(), call.index()), needed.size());
      needed.forEach(key -> waiting.computeIfAbsent(key, unused -> new ArrayList<>()).add(call));
      if (needed.isEmpty()) {
        ready.add(call);
      }
    }
    List<LayerCall> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      LayerCall call = ready.remove();
      sorted.add(call);
      for (LayerCall next : waiting.getOrDefault(new Key(call.layer(), call.index()), List.of())) {
        if (missing.merge(new Key(next.layer(), next.index()), -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    if (sorted.size() < calls.size()) {
      throw new ModelLoadException(
          "The model '%s' in %s cannot be read: expected calls that can be put in order, found %s of %s that wait for each other. Save it again."
              .formatted(model, source, calls.size() - sorted.size(), calls.size()),
          source);
    }
    return sorted;
  }

  private static Set<Key> needed(LayerCall call) {
    Set<Key> needed = new HashSet<>();
    for (TensorRef ref : call.tensors()) {
      if (ref.layer().kind() != Kind.INPUT) {
        needed.add(new Key(ref.layer(), ref.call()));
      }
    }
    return needed;
  }
}
