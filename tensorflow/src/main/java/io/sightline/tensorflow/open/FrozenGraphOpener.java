package io.sightline.tensorflow.open;

import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensorflow.file.GraphEnds;
import io.sightline.tensorflow.file.GraphEndsFinder;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.ModelLocation;
import io.sightline.tensorflow.file.ProtoFile;
import io.sightline.tensorflow.file.TensorName;
import io.sightline.tensorflow.session.Port;
import io.sightline.tensorflow.session.TensorFlowSession;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** Opens a frozen graph. */
final class FrozenGraphOpener {
  private final ModelLocation location;
  private final ModelOptions options;
  private final Supplier<ConfigProto> runtime;
  private final String model;

  FrozenGraphOpener(ModelLocation location, ModelOptions options, Supplier<ConfigProto> runtime) {
    this.location = location;
    this.options = options;
    this.runtime = runtime;
    this.model = location.given().toString();
  }

  ModelSession open() {
    requireNoSavedModelOptions();
    GraphDef definition = ProtoFile.readGraph(location.path());
    GraphIndex index = new GraphIndex(definition);
    GraphEnds ends = new GraphEndsFinder(index, model).find(options.inputs(), options.outputs());
    requireFrozen(index, ends);
    ConfigProto config = runtime.get();
    Graph graph = new Graph();
    Session session = null;
    try {
      importGraph(graph, definition, index);
      session = new Session(graph, config);
      return assemble(graph, session, definition, index, ends);
    } catch (Throwable failure) {
      if (session != null) {
        session.close();
      }
      graph.close();
      throw failure;
    }
  }

  private void requireNoSavedModelOptions() {
    if (options.tags().isPresent() || options.signature().isPresent()) {
      throw new ModelLoadException(
          ("%s is a frozen graph, which has neither tags nor signatures: expected .inputs(...) and"
                  + " .outputs(...) at most, found a tag set or a signature. Leave it away.")
              .formatted(model),
          model);
    }
  }

  private void requireFrozen(GraphIndex index, GraphEnds ends) {
    Collection<String> used =
        index.ancestors(ends.outputs().stream().map(TensorName::operation).toList());
    List<String> variables =
        index.nodes().stream()
            .filter(node -> GraphIndex.isVariable(node) && used.contains(node.getName()))
            .map(node -> node.getName())
            .toList();
    if (!variables.isEmpty()) {
      throw new ModelLoadException(
          ("The graph %s is not frozen: expected constants only, found %s variables (%s, ...), whose"
                  + " values are not in the file. Freeze it together with its checkpoint, or export a"
                  + " SavedModel.")
              .formatted(model, variables.size(), variables.get(0)),
          model);
    }
  }

  private static String producer(GraphDef definition) {
    int version = definition.getVersions().getProducer();
    return version == 0 ? "unknown" : "TensorFlow, graph version " + version;
  }

  private void importGraph(Graph graph, GraphDef definition, GraphIndex index) {
    try {
      graph.importGraphDef(definition);
    } catch (RuntimeException e) {
      throw LoadFailure.of(model, index, e);
    }
  }

  private ModelSession assemble(
      Graph graph, Session session, GraphDef definition, GraphIndex index, GraphEnds ends) {
    Ports ports = new Ports(graph, model);
    List<Port> inputs = ports.of(ends.inputs());
    List<Port> outputs = ports.outputs(ends, options.outputs().isEmpty());
    ports.requireSupported(inputs, outputs);
    ModelDescription.Builder description =
        ModelDescription.builder(model, "TensorFlow frozen graph")
            .location(location.path())
            .producer(producer(definition))
            .inputs(Ports.specs(inputs))
            .outputs(Ports.specs(outputs))
            .operations(index.operations())
            .lastOperations(Ports.lastOperations(outputs, index))
            .parameters(index.parameters(Ports.operations(outputs)));
    if (options.inputs().isEmpty()) {
      description.note("Its inputs were found by themselves: the placeholders.");
    }
    if (options.outputs().isEmpty()) {
      description.note("Its outputs were found by themselves: the results that nothing uses.");
    }
    return new TensorFlowSession(
        description.build(), graph, session, inputs, RankDemand.of(inputs, index), outputs);
  }
}
