package io.sightline.keras.read;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Argument;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.TensorRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers the calls of models inside of the model from 0. Keras counts the call by which such a
 * model was itself made as the first, or not, by generation and by where the reference stands
 * (keras#19509, #19669): Keras 2 does so everywhere for a Functional model and for a Sequential one
 * that begins with an input; Keras 3 for the outputs of a Functional model alone. What does not
 * agree with the calls that there are is taken the other way.
 */
final class CallNumbers {
  private record Offsets(int within, int outputs) {}

  private final String source;
  private final String model;
  private final List<LayerCall> saved;
  private final Collection<TensorRef> savedOutputs;
  private final boolean thirdGeneration;
  private final Map<Layer, Integer> callCounts = new HashMap<>();
  private final Map<Layer, Offsets> offsets = new HashMap<>();

  CallNumbers(
      String source,
      String model,
      List<LayerCall> saved,
      Collection<TensorRef> savedOutputs,
      boolean thirdGeneration) {
    this.source = source;
    this.model = model;
    this.saved = saved;
    this.savedOutputs = savedOutputs;
    this.thirdGeneration = thirdGeneration;
    saved.forEach(call -> callCounts.merge(call.layer(), 1, Integer::sum));
    findOffsets();
  }

  /** The calls, with the tensors that they take by the numbers from 0. */
  List<LayerCall> calls() {
    return saved.stream()
        .map(
            call -> {
              Map<String, Argument> named = new LinkedHashMap<>();
              call.named().forEach((name, argument) -> named.put(name, renumber(argument)));
              return new LayerCall(
                  call.layer(),
                  call.index(),
                  call.arguments().stream().map(this::renumber).toList(),
                  named);
            })
        .toList();
  }

  /** The tensor that is an output, by the numbers from 0. */
  TensorRef ofOutput(TensorRef ref) {
    return shift(ref, offsets.getOrDefault(ref.layer(), new Offsets(0, 0)).outputs());
  }

  private Argument renumber(Argument argument) {
    if (argument instanceof Argument.Tensor tensor) {
      TensorRef ref = tensor.ref();
      int offset = offsets.getOrDefault(ref.layer(), new Offsets(0, 0)).within();
      return new Argument.Tensor(shift(ref, offset));
    }
    if (argument instanceof Argument.Items list) {
      return new Argument.Items(list.items().stream().map(this::renumber).toList());
    }
    if (argument instanceof Argument.Entries map) {
      Map<String, Argument> entries = new LinkedHashMap<>();
      map.entries().forEach((key, entry) -> entries.put(key, renumber(entry)));
      return new Argument.Entries(entries);
    }
    return argument;
  }

  private TensorRef shift(TensorRef ref, int offset) {
    TensorRef shifted = new TensorRef(ref.layer(), ref.call() - offset, ref.output());
    boolean isInput = ref.layer().kind() == Kind.INPUT;
    int calls = isInput ? 1 : callCounts.getOrDefault(ref.layer(), 0);
    int results =
        ref.layer().graph().map(graph -> graph.outputs().size()).orElse(Integer.MAX_VALUE);
    if (shifted.call() < 0 || shifted.call() >= calls || ref.output() >= results) {
      throw new ModelLoadException(
          "The model '%s' in %s cannot be read: expected a call of %s, which has %s, found number %s, result %s. Save it again."
              .formatted(model, source, ref.layer(), calls, ref.call(), ref.output()),
          source);
    }
    return shifted;
  }

  private void findOffsets() {
    Map<Layer, List<Integer>> within = new HashMap<>();
    for (LayerCall call : saved) {
      call.tensors().forEach(ref -> add(ref, within));
    }
    Map<Layer, List<Integer>> outputs = new HashMap<>();
    savedOutputs.forEach(ref -> add(ref, outputs));
    Set<Layer> models = new HashSet<>(within.keySet());
    models.addAll(outputs.keySet());
    models.forEach(
        layer ->
            offsets.put(
                layer,
                offsets(
                    layer,
                    within.getOrDefault(layer, List.of()),
                    outputs.getOrDefault(layer, List.of()))));
  }

  private static void add(TensorRef ref, Map<Layer, List<Integer>> references) {
    if (ref.layer().kind() == Kind.MODEL) {
      references.computeIfAbsent(ref.layer(), unused -> new ArrayList<>()).add(ref.call());
    }
  }

  private Offsets offsets(Layer layer, List<Integer> within, List<Integer> outputs) {
    int count = callCounts.getOrDefault(layer, 0);
    Offsets rule = rule(layer);
    List<Offsets> candidates =
        List.of(rule, new Offsets(0, 0), new Offsets(1, 1), new Offsets(0, 1), new Offsets(1, 0));
    return candidates.stream()
        .filter(offset -> usesEachCall(offset, within, outputs, count))
        .findFirst()
        .or(
            () ->
                candidates.stream()
                    .filter(offset -> usesOnlyCalls(offset, within, outputs, count))
                    .findFirst())
        .orElse(rule);
  }

  private Offsets rule(Layer layer) {
    boolean isSequential = layer.className().equals("Sequential");
    if (thirdGeneration) {
      return new Offsets(0, isSequential ? 0 : 1);
    }
    boolean wasBuilt =
        !isSequential || layer.graph().orElseThrow().inputs().get(0).shape().hasKnownRank();
    return wasBuilt ? new Offsets(1, 1) : new Offsets(0, 0);
  }

  private static boolean usesOnlyCalls(
      Offsets offset, List<Integer> within, List<Integer> outputs, int count) {
    return within.stream().allMatch(call -> isCall(call - offset.within(), count))
        && outputs.stream().allMatch(call -> isCall(call - offset.outputs(), count));
  }

  private static boolean usesEachCall(
      Offsets offset, List<Integer> within, List<Integer> outputs, int count) {
    Set<Integer> used = new HashSet<>();
    within.forEach(call -> used.add(call - offset.within()));
    outputs.forEach(call -> used.add(call - offset.outputs()));
    return used.size() == count && used.stream().allMatch(call -> isCall(call, count));
  }

  private static boolean isCall(int index, int count) {
    return index >= 0 && index < count;
  }
}
