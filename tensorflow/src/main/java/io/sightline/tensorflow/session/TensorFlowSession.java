package io.sightline.tensorflow.session;

import io.sightline.error.ModelRunException;
import io.sightline.error.PredictorClosedException;
import io.sightline.model.Feed;
import io.sightline.model.FeedCheck;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** An open graph with named inputs and outputs. */
public final class TensorFlowSession implements ModelSession {
  private final ModelDescription description;
  private final Graph graph;
  private final Session session;
  private final List<Port> inputs;
  private final List<TensorSpec> demands;

  /** The tensors to fetch, each once: TensorFlow refuses one that is asked for twice. */
  private final List<Output<?>> fetches;

  private final List<Port> outputs;

  /** For each output, where it is among the fetches. */
  private final int[] fetchOfOutput;

  private volatile boolean closed;

  /**
   * Takes over an open graph; it is closed with this session.
   *
   * @param description what the model is; its inputs and outputs are those of the ports
   * @param graph the graph
   * @param session the session on it, with all variables initialised
   * @param inputs what is fed
   * @param demands the inputs as the check before each run sees them, with what the graph demands
   *     beyond the description
   * @param outputs what is read
   */
  public TensorFlowSession(
      ModelDescription description,
      Graph graph,
      Session session,
      List<Port> inputs,
      List<TensorSpec> demands,
      List<Port> outputs) {
    this.description = description;
    this.graph = graph;
    this.session = session;
    this.inputs = List.copyOf(inputs);
    this.demands = List.copyOf(demands);
    this.outputs = List.copyOf(outputs);
    this.fetches =
        List.copyOf(new LinkedHashSet<>(outputs.stream().<Output<?>>map(Port::tensor).toList()));
    this.fetchOfOutput =
        outputs.stream().mapToInt(output -> fetches.indexOf(output.tensor())).toArray();
  }

  @Override
  public ModelDescription description() {
    return description;
  }

  @Override
  public Map<String, TensorValue> run(Map<String, Feed> feeds) {
    if (closed) {
      throw closedException();
    }
    FeedCheck.check(description.name(), demands, feeds);
    List<Tensor> tensors = new ArrayList<>(inputs.size());
    try {
      Session.Runner runner = session.runner();
      for (Port input : inputs) {
        Feed feed = Objects.requireNonNull(feeds.get(input.spec().name()));
        Tensor tensor = TensorMemory.copyIn(feed);
        tensors.add(tensor);
        runner.feed(input.tensor(), tensor);
      }
      fetches.forEach(runner::fetch);
      try (Result result = run(runner)) {
        return read(result);
      }
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  /** TensorFlow's exceptions have no common ancestor of their own. */
  private Result run(Session.Runner runner) {
    try {
      return runner.run();
    } catch (RuntimeException e) {
      throw closed ? closedException() : runFailure(e);
    }
  }

  private Map<String, TensorValue> read(Result result) {
    List<TensorValue> fetched = new ArrayList<>(fetches.size());
    for (int i = 0; i < fetches.size(); i++) {
      fetched.add(TensorMemory.copyOut(result.get(i)));
    }
    Map<String, TensorValue> values = new LinkedHashMap<>();
    for (int i = 0; i < fetchOfOutput.length; i++) {
      values.put(outputs.get(i).spec().name(), fetched.get(fetchOfOutput[i]));
    }
    return values;
  }

  private ModelRunException runFailure(RuntimeException e) {
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing");
    String advice =
        said.contains("Could not find variable") || said.contains("uninitialized")
            ? "The model was saved without some of its variables: export it again with"
                + " model.export(...)."
            : "Check the input's size and values against what the model was trained with.";
    return new ModelRunException(
        "The model %s failed while it ran: expected inputs that its operations accept, TensorFlow said: %s. %s"
            .formatted(description.name(), said, advice),
        description.name(),
        e);
  }

  private PredictorClosedException closedException() {
    return new PredictorClosedException("The model " + description.name());
  }

  /** Closes the session before the graph: the other way round waits for ever. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      session.close();
    } finally {
      graph.close();
    }
  }
}
