package io.sightline.keras.graph;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.ModelGraph;
import io.sightline.keras.model.ModelInput;
import io.sightline.keras.model.ModelOutput;
import io.sightline.keras.model.TensorRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the layers by which a model scales its inputs: Rescaling, Normalization, and arithmetic
 * with a number as {@code preprocess_input} leaves it in a model. Those count that come before any
 * layer with weights of its own; behind one there is no picture any more.
 */
final class InputScaling {
  private static final Set<String> LAYERS = Set.of("Normalization", "Rescaling");

  /** Names of functions of {@code keras.ops}, {@code tf.math} and of Python's operators. */
  private static final Pattern ARITHMETIC =
      Pattern.compile(
          "(.*\\.)?(add|sub|subtract|mul|multiply|div|divide|true_?div|truedivide)",
          Pattern.CASE_INSENSITIVE);

  private final KerasModel model;
  private final Map<String, Set<Layer>> found = new LinkedHashMap<>();

  private InputScaling(KerasModel model) {
    this.model = model;
  }

  /** The layers that scale each input, in their order, by the input's name. */
  static Map<String, List<Layer>> of(KerasModel model) {
    InputScaling scaling = new InputScaling(model);
    List<ModelInput> inputs = model.graph().inputs();
    inputs.forEach(input -> scaling.found.put(input.name(), new LinkedHashSet<>()));
    scaling.follow(
        model.graph(), inputs.stream().map(input -> Set.<String>of(input.name())).toList());
    Map<String, List<Layer>> layers = new LinkedHashMap<>();
    scaling.found.forEach((input, found) -> layers.put(input, List.copyOf(found)));
    return layers;
  }

  /**
   * Follows what comes in through a model.
   *
   * @param origins for each of its inputs the inputs of the whole model that it is made of without
   *     weights; none if there are weights in it
   * @return the same for its outputs
   */
  @CanIgnoreReturnValue
  private List<Set<String>> follow(ModelGraph graph, List<Set<String>> origins) {
    Map<TensorRef, Set<String>> known = new HashMap<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      known.put(new TensorRef(graph.inputs().get(i).layer(), 0, 0), origins.get(i));
    }
    for (LayerCall call : graph.calls()) {
      List<Set<String>> given = origins(known, call.tensors());
      if (given.stream().noneMatch(Set::isEmpty)) {
        List<Set<String>> results = results(call, given);
        for (int i = 0; i < results.size(); i++) {
          known.put(new TensorRef(call.layer(), call.index(), i), results.get(i));
        }
      }
    }
    return origins(known, graph.outputs().stream().map(ModelOutput::tensor).toList());
  }

  private static List<Set<String>> origins(
      Map<TensorRef, Set<String>> known, List<TensorRef> tensors) {
    return tensors.stream().map(ref -> known.getOrDefault(ref, Set.of())).toList();
  }

  private List<Set<String>> results(LayerCall call, List<Set<String>> given) {
    Layer layer = call.layer();
    if (layer.kind() == Kind.MODEL) {
      return follow(layer.graph().orElseThrow(), given);
    }
    Set<String> origins = new LinkedHashSet<>();
    given.forEach(origins::addAll);
    if (scales(call)) {
      origins.forEach(
          input -> found.computeIfAbsent(input, unused -> new LinkedHashSet<>()).add(layer));
      return List.of(origins);
    }
    boolean learns =
        layer.withInner().stream().anyMatch(each -> !model.weights(each).all().isEmpty());
    return learns ? List.of() : List.of(origins);
  }

  private static boolean scales(LayerCall call) {
    Layer layer = call.layer();
    return layer.kind() == Kind.OPERATION
        ? call.tensors().size() == 1 && ARITHMETIC.matcher(layer.className()).matches()
        : layer.withInner().stream().anyMatch(each -> LAYERS.contains(each.className()));
  }
}
