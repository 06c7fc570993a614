package io.sightline.tensorflow.session;

import io.sightline.model.ModelDescription;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.LastOperation;
import io.sightline.tensorflow.file.TensorName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.proto.NodeDef;

/** Opens graphs that were built here and not read from a file of TensorFlow. */
public final class GraphSession {
  private GraphSession() {}

  /**
   * Opens a graph. It is closed with the session that is returned, and at once if that fails.
   *
   * @param graph the graph, built after {@link NativeRuntime#start()}
   * @param description what the model is; its inputs, outputs and operations are added
   * @param inputs what is fed
   * @param outputs what is read
   * @param initializer gives the variables their values
   */
  public static TensorFlowSession open(
      Graph graph,
      ModelDescription.Builder description,
      List<Port> inputs,
      List<Port> outputs,
      Consumer<Session> initializer) {
    Session session = null;
    try {
      describe(graph, description, inputs, outputs);
      session = new Session(graph, NativeRuntime.start());
      initializer.accept(session);
      return new TensorFlowSession(
          description.build(), graph, session, inputs, specs(inputs), outputs);
    } catch (Throwable failure) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw failure;
    }
  }

  private static void describe(
      Graph graph, ModelDescription.Builder description, List<Port> inputs, List<Port> outputs) {
    GraphIndex index = new GraphIndex(graph.toGraphDef());
    LastOperation lastOperation = new LastOperation(index);
    Map<String, String> lastOperations = new HashMap<>();
    for (Port port : outputs) {
      lastOperation
          .of(name(port.tensor()))
          .ifPresent(operation -> lastOperations.put(port.spec().name(), operation));
    }
    Set<String> used =
        index.ancestors(outputs.stream().map(port -> name(port.tensor()).operation()).toList());
    Map<String, Integer> operations = new TreeMap<>();
    for (NodeDef node : index.nodes()) {
      if (used.contains(node.getName())) {
        operations.merge(node.getOp(), 1, Integer::sum);
      }
    }
    description
        .inputs(specs(inputs))
        .outputs(specs(outputs))
        .operations(operations)
        .lastOperations(lastOperations);
  }

  private static TensorName name(Output<?> tensor) {
    return new TensorName(tensor.op().name(), tensor.index());
  }

  private static List<TensorSpec> specs(List<Port> ports) {
    return ports.stream().map(Port::spec).toList();
  }
}
