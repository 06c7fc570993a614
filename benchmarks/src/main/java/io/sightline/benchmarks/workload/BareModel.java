package io.sightline.benchmarks.workload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/** A model used through TensorFlow for Java alone, as a careful user would. */
public final class BareModel implements AutoCloseable {
  private final Graph graph;
  private final Session session;
  private final Output<?> input;
  private final Output<?> output;
  private final Shape batchShape;

  private BareModel(
      Graph graph, Session session, Output<?> input, Output<?> output, Shape batchShape) {
    this.graph = graph;
    this.session = session;
    this.input = input;
    this.output = output;
    this.batchShape = batchShape;
  }

  /**
   * Opens a model.
   *
   * @param model the model
   * @return the open model; the caller closes it
   * @throws IOException if it cannot be read
   */
  public static BareModel open(MeasuredModel model) throws IOException {
    Shape batchShape = Shape.of(model.itemShape().prepend(1).toArray());
    if (Files.isDirectory(model.path())) {
      SavedModelBundle bundle = SavedModelBundle.load(model.path().toString(), "serve");
      SignatureDef signature = bundle.metaGraphDef().getSignatureDefOrThrow("serving_default");
      return new BareModel(
          bundle.graph(),
          bundle.session(),
          bundle.graph().outputOrThrow(signature.getInputsOrThrow(model.input()).getName()),
          bundle.graph().outputOrThrow(signature.getOutputsOrThrow(model.output()).getName()),
          batchShape);
    }
    Graph graph = new Graph();
    graph.importGraphDef(readGraph(model.path()));
    return new BareModel(
        graph,
        new Session(graph),
        graph.operation(model.input()).output(0),
        graph.operation(model.output()).output(0),
        batchShape);
  }

  private static GraphDef readGraph(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return GraphDef.parseFrom(in);
    }
  }

  /**
   * A tensor of one item.
   *
   * @param pixels its elements, {@code [height, width, channel]}
   * @return a batch of one; the caller closes it
   */
  public TFloat32 tensor(float[] pixels) {
    return TFloat32.tensorOf(batchShape, DataBuffers.of(pixels));
  }

  /**
   * Runs the model on one item: array to tensor, run, tensor to array.
   *
   * @param pixels its elements, {@code [height, width, channel]}
   * @return the elements of the output
   */
  public float[] run(float[] pixels) {
    try (TFloat32 tensor = tensor(pixels)) {
      return run(tensor);
    }
  }

  /**
   * Runs the model on a tensor that is ready.
   *
   * @param tensor a batch, which stays open
   * @return the elements of the output
   */
  public float[] run(TFloat32 tensor) {
    try (Result result = session.runner().feed(input, tensor).fetch(output).run()) {
      TFloat32 scores = (TFloat32) result.get(0);
      float[] elements = new float[(int) scores.size()];
      scores.copyTo(DataBuffers.of(elements));
      return elements;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
