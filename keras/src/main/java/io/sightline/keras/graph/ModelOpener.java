package io.sightline.keras.graph;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.build.Dtypes;
import io.sightline.keras.model.KerasModel;
import io.sightline.keras.model.ModelInput;
import io.sightline.keras.model.ModelOutput;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensorflow.session.ElementTypes;
import io.sightline.tensorflow.session.GraphSession;
import io.sightline.tensorflow.session.NativeRuntime;
import io.sightline.tensorflow.session.Port;
import io.sightline.tensorflow.session.TensorFlowSession;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;

/** Builds the graph of a model and opens it. */
public final class ModelOpener {
  private final KerasModel model;
  private final SupportedLayers layers;
  private final List<String> chosenOutputs;

  /**
   * Opens a model.
   *
   * @param model the model, whose weights are read before {@link #open()} returns
   * @param layers what the layers do
   * @param chosenOutputs the names of the outputs to read; all of them if empty
   */
  public ModelOpener(KerasModel model, SupportedLayers layers, List<String> chosenOutputs) {
    this.model = model;
    this.layers = layers;
    this.chosenOutputs = List.copyOf(chosenOutputs);
  }

  /**
   * Builds the graph, gives it its weights, and opens it.
   *
   * @throws ModelLoadException if the model cannot be computed as the file says
   */
  public TensorFlowSession open() {
    requireOutputs();
    ConfigProto unused = NativeRuntime.start();
    Graph graph = new Graph();
    Variables variables;
    List<Port> inputs;
    List<Port> outputs;
    try {
      Ops tf = GraphEnvironment.operations(graph);
      variables = new Variables(tf.withSubScope("weights"));
      inputs = inputs(tf.withSubScope("inputs"));
      GraphBuilder builder = new GraphBuilder(model, layers, tf.withSubScope("layers"), variables);
      outputs = outputs(tf.withSubScope("outputs"), inputs, builder);
    } catch (Throwable failure) {
      graph.close();
      throw failure;
    }
    return GraphSession.open(graph, Descriptions.of(model), inputs, outputs, variables::initialize);
  }

  private void requireOutputs() {
    List<String> names = model.graph().outputs().stream().map(ModelOutput::name).toList();
    for (String chosen : chosenOutputs) {
      if (!names.contains(chosen)) {
        throw new ModelLoadException(
            "%s has no output '%s': expected one of %s. Correct the name."
                .formatted(
                    model.source(),
                    chosen,
                    names.stream().collect(Collectors.joining("', '", "'", "'"))),
            model.source());
      }
    }
  }

  private List<Port> inputs(Ops tf) {
    GraphNames names = new GraphNames();
    List<Port> ports = new ArrayList<>();
    for (ModelInput input : model.graph().inputs()) {
      ElementType type = Dtypes.elementType(input.dtype()).orElseThrow(() -> unknownType(input));
      Placeholder<?> placeholder =
          tf.withName(names.unused(input.name()))
              .placeholder(
                  ElementTypes.tensorClass(type),
                  Placeholder.shape(org.tensorflow.ndarray.Shape.of(input.shape().toArray())));
      ports.add(
          new Port(new TensorSpec(input.name(), type, input.shape()), placeholder.asOutput()));
    }
    return ports;
  }

  private ModelLoadException unknownType(ModelInput input) {
    return new ModelLoadException(
        "The input '%s' of %s cannot be fed: expected numbers, found '%s'. Export the model as a SavedModel with model.export(...)."
            .formatted(input.name(), model.source(), input.dtype()),
        model.source());
  }

  /** Each output is an operation of its own: TensorFlow cannot feed and read the same tensor. */
  private List<Port> outputs(Ops tf, List<Port> inputs, GraphBuilder builder) {
    List<Operand<?>> results =
        builder.build(model.graph(), inputs.stream().<Operand<?>>map(Port::tensor).toList());
    List<Port> ports = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String name = model.graph().outputs().get(i).name();
      Operand<?> output = tf.identity(results.get(i));
      ElementType type = ElementTypes.of(output.asOutput().dataType());
      ports.add(new Port(new TensorSpec(name, type, shape(output)), output.asOutput()));
    }
    return chosen(ports);
  }

  private List<Port> chosen(List<Port> all) {
    return chosenOutputs.isEmpty()
        ? all
        : chosenOutputs.stream()
            .flatMap(name -> all.stream().filter(port -> port.spec().name().equals(name)))
            .toList();
  }

  private static Shape shape(Operand<?> tensor) {
    org.tensorflow.ndarray.Shape shape = tensor.shape();
    return shape.isUnknown() ? Shape.unknown() : Shape.of(shape.asArray());
  }
}
