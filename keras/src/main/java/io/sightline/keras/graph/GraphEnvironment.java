package io.sightline.keras.graph;

import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.OpScope;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * An empty graph in which scopes cost nothing. TensorFlow for Java (1.1.0, NameScope) looks through
 * all operations of a graph for each new scope, which makes the time to build a model grow with the
 * square of its layers; it does so for the class {@code Graph} alone.
 */
final class GraphEnvironment implements ExecutionEnvironment {
  private final Graph graph;
  private final Scope scope;

  private GraphEnvironment(Graph graph) {
    this.graph = graph;
    this.scope = new OpScope(this);
  }

  /**
   * Adds operations to a graph that has none.
   *
   * @param graph the graph, to which nothing else is added meanwhile
   */
  static Ops operations(Graph graph) {
    return Ops.create(new GraphEnvironment(graph));
  }

  @Override
  public OperationBuilder opBuilder(String type, String name, Scope in) {
    return graph.opBuilder(type, withLatinDigits(name), in);
  }

  /**
   * A scope makes names unique by numbers in digits of the default locale (NameScope); TensorFlow
   * takes no others than 0 to 9.
   */
  private static String withLatinDigits(String name) {
    StringBuilder latin = new StringBuilder(name.length());
    name.codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(latin::appendCodePoint);
    return latin.toString();
  }

  @Override
  public void attachFunction(ConcreteFunction function) {
    graph.attachFunction(function);
  }

  @Override
  public void checkInput(Operation input) {
    graph.checkInput(input);
  }

  @Override
  public Types environmentType() {
    return graph.environmentType();
  }

  @Override
  public Scope baseScope() {
    return scope;
  }

  @Override
  public boolean isInitializer(Operation operation) {
    return graph.isInitializer(operation);
  }
}
