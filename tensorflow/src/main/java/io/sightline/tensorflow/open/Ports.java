package io.sightline.tensorflow.open;

import io.sightline.error.ModelLoadException;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensorflow.file.GraphEnds;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.LastOperation;
import io.sightline.tensorflow.file.TensorName;
import io.sightline.tensorflow.session.ElementTypes;
import io.sightline.tensorflow.session.Port;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** Finds the inputs and outputs of a model in its open graph. */
final class Ports {
  private final Graph graph;
  private final String model;

  Ports(Graph graph, String model) {
    this.graph = graph;
    this.model = model;
  }

  /** The inputs of a signature, sorted by name. */
  List<Port> inputs(SignatureDef signature) {
    return of(signature.getInputsMap());
  }

  /** The outputs of a signature that the user chose, in that order; all, sorted, if none. */
  List<Port> outputs(SignatureDef signature, List<String> chosen) {
    List<Port> all = of(signature.getOutputsMap());
    if (chosen.isEmpty()) {
      return all;
    }
    List<Port> ports = new ArrayList<>();
    for (String name : chosen) {
      ports.add(
          all.stream()
              .filter(port -> port.spec().name().equals(name))
              .findFirst()
              .orElseThrow(() -> noSuchOutput(name, all)));
    }
    return ports;
  }

  private ModelLoadException noSuchOutput(String name, List<Port> all) {
    return new ModelLoadException(
        "%s has no output '%s': expected one of %s. Correct the name."
            .formatted(model, name, names(all)),
        model);
  }

  private List<Port> of(Map<String, TensorInfo> infos) {
    List<Port> ports = new ArrayList<>();
    new TreeMap<>(infos).forEach((name, info) -> ports.add(of(name, info)));
    return ports;
  }

  private Port of(String name, TensorInfo info) {
    Output<?> tensor = tensor(TensorName.parse(info.getName()));
    Shape described = info.hasTensorShape() ? shape(info.getTensorShape()) : Shape.unknown();
    Shape shape = described.hasKnownRank() ? described : shape(tensor.shape());
    return new Port(new TensorSpec(name, ElementTypes.of(tensor.dataType()), shape), tensor);
  }

  /** Tensors of a graph without signatures, by their own names. */
  List<Port> of(List<TensorName> names) {
    List<Port> ports = new ArrayList<>();
    for (TensorName name : names) {
      Output<?> tensor = tensor(name);
      ports.add(
          new Port(
              new TensorSpec(
                  name.toString(), ElementTypes.of(tensor.dataType()), shape(tensor.shape())),
              tensor));
    }
    return ports;
  }

  /** The outputs of a graph without signatures: as named, or all of the operations found. */
  List<Port> outputs(GraphEnds ends, boolean found) {
    return found ? ofWhole(ends.outputs()) : of(ends.outputs());
  }

  private List<Port> ofWhole(List<TensorName> operations) {
    List<TensorName> tensors = new ArrayList<>();
    for (TensorName operation : operations) {
      int count = graph.operationOrThrow(operation.operation()).numOutputs();
      for (int i = 0; i < count; i++) {
        tensors.add(new TensorName(operation.operation(), i));
      }
    }
    return of(tensors);
  }

  private Output<?> tensor(TensorName name) {
    GraphOperation operation = graph.operation(name.operation());
    if (operation == null || name.index() >= operation.numOutputs()) {
      throw new ModelLoadException(
          "The graph of %s has no tensor '%s': expected one of its operations' outputs. Correct the name or export the model again."
              .formatted(model, name),
          model);
    }
    return operation.output(name.index());
  }

  /** Refuses what cannot be fed or read, before anything is run. */
  void requireSupported(List<Port> inputs, List<Port> outputs) {
    for (Port input : inputs) {
      if (!ElementTypes.isSupported(input.spec().elementType())) {
        throw unsupported("input", input, "Export a signature that takes another type.");
      }
    }
    for (Port output : outputs) {
      if (!ElementTypes.isSupported(output.spec().elementType())) {
        List<Port> readable =
            outputs.stream()
                .filter(port -> ElementTypes.isSupported(port.spec().elementType()))
                .toList();
        throw unsupported(
            "output",
            output,
            readable.isEmpty()
                ? "Export a signature that gives another type."
                : "Choose among the others with .outputs(...): " + names(readable) + ".");
      }
    }
  }

  private ModelLoadException unsupported(String what, Port port, String advice) {
    TensorSpec spec = port.spec();
    ElementType type = spec.elementType();
    return new ModelLoadException(
        ("The %s '%s' of %s has elements that TensorFlow for Java cannot hold: expected float16,"
                + " bfloat16, float32, float64, int32, int64, uint8, uint16, bool or string, found"
                + " %s. %s")
            .formatted(
                what,
                spec.name(),
                model,
                type == ElementType.OPAQUE ? port.tensor().dataType() : type,
                advice),
        model);
  }

  static List<TensorSpec> specs(List<Port> ports) {
    return ports.stream().map(Port::spec).toList();
  }

  /** The operations that compute the tensors, by the tensors' names; those that can be told. */
  static Map<String, String> lastOperations(List<Port> ports, GraphIndex index) {
    LastOperation lastOperation = new LastOperation(index);
    Map<String, String> operations = new HashMap<>();
    for (Port port : ports) {
      TensorName tensor = new TensorName(port.tensor().op().name(), port.tensor().index());
      lastOperation.of(tensor).ifPresent(kind -> operations.put(port.spec().name(), kind));
    }
    return operations;
  }

  static List<String> operations(List<Port> ports) {
    return ports.stream().map(port -> port.tensor().op().name()).toList();
  }

  private static String names(List<Port> ports) {
    return ports.stream()
        .map(port -> "'" + port.spec().name() + "'")
        .collect(Collectors.joining(", "));
  }

  static Shape shape(TensorShapeProto shape) {
    return shape.getUnknownRank()
        ? Shape.unknown()
        : Shape.of(
            shape.getDimList().stream().mapToLong(dim -> Math.max(-1, dim.getSize())).toArray());
  }

  private static Shape shape(org.tensorflow.ndarray.Shape shape) {
    return shape.isUnknown() ? Shape.unknown() : Shape.of(shape.asArray());
  }
}
