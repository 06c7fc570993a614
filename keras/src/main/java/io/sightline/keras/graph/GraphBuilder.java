package io.sightline.keras.graph;

import io.sightline.error.ModelLoadException;
import io.sightline.error.PredictionException;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.WeightSource;
import io.sightline.keras.model.Argument;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.LayerWeights;
import io.sightline.keras.model.ModelGraph;
import io.sightline.keras.model.ModelInput;
import io.sightline.keras.model.ModelOutput;
import io.sightline.keras.model.TensorRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/** Adds the calls of a model to a graph of TensorFlow. */
final class GraphBuilder {
  /** Of one item in one tensor: 8 GiB of float32. */
  private static final long MAX_ELEMENTS = Integer.MAX_VALUE;

  private final KerasModel model;
  private final SupportedLayers layers;
  private final Ops tf;
  private final Variables variables;
  private final GraphNames names = new GraphNames();

  GraphBuilder(KerasModel model, SupportedLayers layers, Ops tf, Variables variables) {
    this.model = model;
    this.layers = layers;
    this.tf = tf;
    this.variables = variables;
  }

  /** What a model, or one inside of it, makes of its inputs, which are given in order. */
  List<Operand<?>> build(ModelGraph graph, List<? extends Operand<?>> inputs) {
    Map<TensorRef, Operand<?>> tensors = new HashMap<>();
    for (int i = 0; i < graph.inputs().size(); i++) {
      tensors.put(new TensorRef(graph.inputs().get(i).layer(), 0, 0), inputs.get(i));
    }
    for (LayerCall call : graph.calls()) {
      List<Operand<?>> results = results(call, tensors);
      for (int i = 0; i < results.size(); i++) {
        tensors.put(new TensorRef(call.layer(), call.index(), i), results.get(i));
      }
    }
    List<Operand<?>> outputs = new ArrayList<>();
    for (ModelOutput output : graph.outputs()) {
      outputs.add(find(tensors, output.tensor()));
    }
    return outputs;
  }

  private Operand<?> find(Map<TensorRef, Operand<?>> tensors, TensorRef ref) {
    Operand<?> tensor = tensors.get(ref);
    if (tensor == null) {
      throw new ModelLoadException(
          "The layer %s of %s has no result %s: expected a tensor that another layer takes. Save the model again."
              .formatted(ref.layer(), model.source(), ref.output()),
          model.source());
    }
    return tensor;
  }

  private List<Operand<?>> results(LayerCall call, Map<TensorRef, Operand<?>> tensors) {
    Layer layer = call.layer();
    Map<TensorRef, Operand<?>> given = new LinkedHashMap<>();
    call.tensors().forEach(ref -> given.put(ref, find(tensors, ref)));
    try {
      if (layer.kind() == Kind.MODEL) {
        ModelGraph graph = layer.graph().orElseThrow();
        List<Operand<?>> inputs = new ArrayList<>();
        given(call, graph).forEach(ref -> inputs.add(find(tensors, ref)));
        return build(graph, inputs);
      }
      List<Operand<?>> results = apply(call, given);
      results.forEach(result -> requireBounded(layer, result));
      return results;
    } catch (PredictionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw refuse(call, given, e);
    }
  }

  /** A few bytes in a file can ask for a picture that no memory holds. */
  private void requireBounded(Layer layer, Operand<?> result) {
    double elements = 1;
    for (long length : result.shape().isUnknown() ? new long[0] : result.shape().asArray()) {
      elements *= Math.max(1, length);
    }
    if (elements > MAX_ELEMENTS) {
      throw new ModelLoadException(
          "The result of the layer %s of %s is too large: expected at most %s elements, found the shape %s. Correct the settings of the layer."
              .formatted(layer, model.source(), MAX_ELEMENTS, result.shape()),
          model.source());
    }
  }

  /** The tensors for the inputs of a model: in order, or by their names in a dictionary. */
  private static List<TensorRef> given(LayerCall call, ModelGraph graph) {
    Argument inputs =
        call.arguments().isEmpty() ? call.named().get("inputs") : call.arguments().get(0);
    List<TensorRef> given = inputs == null ? List.of() : inputs.tensors();
    boolean isMasked = given.size() != call.tensors().size();
    if (isMasked || given.size() < graph.inputs().size()) {
      throw new IllegalArgumentException(
          "a tensor for each of its %s inputs, and no mask".formatted(graph.inputs().size()));
    }
    return inputs instanceof Argument.Entries entries ? named(entries, graph) : given;
  }

  private static List<TensorRef> named(Argument.Entries inputs, ModelGraph graph) {
    List<TensorRef> given = new ArrayList<>();
    for (ModelInput input : graph.inputs()) {
      Argument entry = inputs.entries().get(input.name());
      if (!(entry instanceof Argument.Tensor tensor)) {
        throw new IllegalArgumentException("a tensor as the input '%s'".formatted(input.name()));
      }
      given.add(tensor.ref());
    }
    return given;
  }

  private List<Operand<?>> apply(LayerCall call, Map<TensorRef, Operand<?>> given) {
    Layer layer = call.layer();
    Ops inLayer = tf.withSubScope(names.unused(layer.name()));
    LayerScope scope =
        new LayerScope(inLayer, model.version(), call, given, weights(layer), this::applyInner);
    return layers.builder(layer).build(scope);
  }

  private WeightSource weights(Layer layer) {
    LayerWeights weights = model.weights(layer);
    return role -> weights.find(role).map(variables::value);
  }

  /** What a layer inside of a wrapper makes of its one input. */
  private Operand<?> applyInner(Layer layer, Operand<?> input) {
    TensorRef ref = new TensorRef(layer, -1, 0);
    LayerCall call = new LayerCall(layer, 0, List.of(new Argument.Tensor(ref)), Map.of());
    return results(call, Map.of(ref, input)).get(0);
  }

  private ModelLoadException refuse(
      LayerCall call, Map<TensorRef, Operand<?>> given, RuntimeException failure) {
    String shapes =
        given.values().stream().map(tensor -> tensor.shape().toString()).toList().toString();
    String said =
        Optional.ofNullable(failure.getMessage()).orElse(failure.getClass().getSimpleName());
    return new ModelLoadException(
        "The layer %s of %s cannot be computed: expected %s, found inputs of %s. Export the model as a SavedModel with model.export(...)."
            .formatted(call.layer(), model.source(), said.lines().findFirst().orElse(said), shapes),
        model.source(),
        failure);
  }
}
