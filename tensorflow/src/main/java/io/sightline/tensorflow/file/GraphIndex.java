package io.sightline.tensorflow.file;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** The nodes of a graph by name, and the ways between them. */
public final class GraphIndex {
  private static final Set<String> VARIABLES = Set.of("VarHandleOp", "VariableV2", "Variable");

  private final GraphDef graph;
  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();

  /** Indexes a graph. */
  public GraphIndex(GraphDef graph) {
    this.graph = graph;
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** All nodes, in the order of the graph. */
  public Collection<NodeDef> nodes() {
    return nodes.values();
  }

  /** A node by its name. */
  public Optional<NodeDef> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The names of the operations that these depend on, themselves included. */
  public Set<String> ancestors(Collection<String> operations) {
    Set<String> seen = new HashSet<>(operations);
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.pop());
      if (node == null) {
        continue;
      }
      for (String input : node.getInputList()) {
        String operation = TensorName.parse(input).operation();
        if (seen.add(operation)) {
          open.push(operation);
        }
      }
    }
    return seen;
  }

  /** Whether the node holds a trained value. */
  public static boolean isVariable(NodeDef node) {
    return VARIABLES.contains(node.getOp());
  }

  /** How many variables the graph has. */
  public int variableCount() {
    return (int) nodes.values().stream().filter(GraphIndex::isVariable).count();
  }

  /** How often each operation occurs, in the graph and in its functions. */
  public SortedMap<String, Integer> operations() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    count(graph.getNodeList(), counts);
    graph.getLibrary().getFunctionList().forEach(f -> count(f.getNodeDefList(), counts));
    return counts;
  }

  private static void count(List<NodeDef> nodes, Map<String, Integer> counts) {
    nodes.forEach(node -> counts.merge(node.getOp(), 1, Integer::sum));
  }

  /** A function that the graph brings along. */
  public Optional<FunctionDef> function(String name) {
    return graph.getLibrary().getFunctionList().stream()
        .filter(function -> function.getSignature().getName().equals(name))
        .findFirst();
  }

  /** The names of the functions that the graph brings along: nodes may call them by their names. */
  public Set<String> functions() {
    Set<String> names = new HashSet<>();
    graph.getLibrary().getFunctionList().forEach(f -> names.add(f.getSignature().getName()));
    return names;
  }

  /**
   * The number of trained parameters that these operations use: the elements of variables, and of
   * constants of floating-point numbers that are no scalars.
   */
  public long parameters(Collection<String> operations) {
    long sum = 0;
    for (String name : ancestors(operations)) {
      NodeDef node = nodes.get(name);
      if (node != null && isVariable(node)) {
        sum += elements(node.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape());
      } else if (node != null && node.getOp().equals("Const") && isFloat(node)) {
        TensorShapeProto shape =
            node.getAttrOrDefault("value", AttrValue.getDefaultInstance())
                .getTensor()
                .getTensorShape();
        sum += shape.getDimCount() == 0 ? 0 : elements(shape);
      }
    }
    return sum;
  }

  private static boolean isFloat(NodeDef constant) {
    DataType type = constant.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType();
    return type == DataType.DT_FLOAT
        || type == DataType.DT_HALF
        || type == DataType.DT_BFLOAT16
        || type == DataType.DT_DOUBLE;
  }

  private static long elements(TensorShapeProto shape) {
    return shape.getDimList().stream()
        .mapToLong(dim -> Math.max(0, dim.getSize()))
        .reduce(1, (a, b) -> a * b);
  }
}
