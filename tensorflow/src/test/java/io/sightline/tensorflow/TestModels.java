package io.sightline.tensorflow;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.model.Feed;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.model.Models;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;

/** Small models, made on the spot. */
final class TestModels {
  static {
    String unused = TensorFlowRuntime.version();
  }

  private TestModels() {}

  static ModelSession open(Path path) {
    return open(path, ModelOptions.standard());
  }

  static ModelSession open(Path path, ModelOptions options) {
    return Models.open(path, options, List.of(new TensorFlowModelLoader()));
  }

  /** Writes what the builder puts into a graph as a frozen graph. */
  static Path frozen(Path file, Consumer<Ops> builder) {
    return write(file, graph(builder).toByteArray());
  }

  static GraphDef graph(Consumer<Ops> builder) {
    try (Graph graph = new Graph()) {
      builder.accept(Ops.create(graph));
      return graph.toGraphDef();
    }
  }

  /** A convolution of 3x3x3 ones over pictures of [?, 8, 8, 3]. */
  static Path convolution(Path directory) {
    return convolution(directory, org.tensorflow.ndarray.Shape.of(-1, 8, 8, 3));
  }

  static Path convolution(Path directory, org.tensorflow.ndarray.Shape shape) {
    return frozen(
        directory.resolve("convolution.pb"),
        tf -> {
          var image = tf.withName("image").placeholder(TFloat32.class, Placeholder.shape(shape));
          var filter = tf.fill(tf.withName("lengths").array(3, 3, 3, 1), tf.constant(1f));
          var same = tf.identity(image);
          var sum = tf.nn.conv2d(same, filter, List.of(1L, 1L, 1L, 1L), "VALID");
          tf.withName("sum").identity(sum);
        });
  }

  /** A SavedModel with one variable: {@code y = 3 * x}, signature serving_default, tag serve. */
  static Path savedModel(Path directory) {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      var x =
          tf.withName("in")
              .placeholder(
                  TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, 2)));
      Variable<TFloat32> factor = tf.variable(tf.constant(3f));
      var y = tf.withName("out").math.mul(x, factor);
      session.initialize();
      SavedModelBundle.exporter(directory.toString())
          .withSession(session)
          .withSignature(
              Signature.builder().key("serving_default").input("x", x).output("y", y).build())
          .export();
      return directory;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Rewrites the first graph of a SavedModel. */
  @CanIgnoreReturnValue
  static Path change(Path savedModel, UnaryOperator<MetaGraphDef> change) {
    Path file = savedModel.resolve("saved_model.pb");
    try {
      SavedModel model = SavedModel.parseFrom(Files.readAllBytes(file));
      return write(
          file,
          model.toBuilder()
              .setMetaGraphs(0, change.apply(model.getMetaGraphs(0)))
              .build()
              .toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @CanIgnoreReturnValue
  static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Map<String, TensorValue> run(ModelSession session, String input, TensorValue value) {
    return session.run(Map.of(input, Feed.of(value)));
  }

  static TensorValue floats(Shape shape, float... elements) {
    return TensorValue.of(elements, shape);
  }
}
