package io.sightline.tensorflow.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Finds the operation that computes a tensor: the last one that changes elements, in the graph or
 * in the functions that it calls.
 */
public final class LastOperation {
  /** Operations whose first output holds the elements of their first input, in whatever order. */
  private static final Set<String> HAND_ON =
      Set.of(
          "Identity",
          "StopGradient",
          "PreventGradient",
          "CheckNumerics",
          "EnsureShape",
          "Snapshot",
          "Reshape",
          "Squeeze",
          "ExpandDims",
          "Transpose");

  private static final Set<DataType> FLOATS =
      Set.of(DataType.DT_HALF, DataType.DT_BFLOAT16, DataType.DT_FLOAT, DataType.DT_DOUBLE);

  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  /** Where it stops to look: no real graph is so deep, and one that calls itself has no end. */
  private static final int MAX_STEPS = 500;

  private final GraphIndex graph;
  private int steps;

  /** Finds operations of a graph. */
  public LastOperation(GraphIndex graph) {
    this.graph = graph;
  }

  /** The name of the operation's kind; empty if the way to it cannot be followed. */
  public Optional<String> of(TensorName tensor) {
    steps = 0;
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.nodes().forEach(node -> nodes.put(node.getName(), node));
    return Optional.ofNullable(find(new Scope(nodes, null, null, null), tensor.toString()));
  }

  /**
   * The graph, or the body of a function that is called.
   *
   * @param nodes the nodes by name
   * @param function the function; null for the graph
   * @param call the node that calls it; null for the graph
   * @param outside where the call is; null for the graph
   */
  private record Scope(
      Map<String, NodeDef> nodes,
      @Nullable FunctionDef function,
      @Nullable NodeDef call,
      @Nullable Scope outside) {}

  private @Nullable String find(Scope scope, String tensor) {
    if (++steps > MAX_STEPS) {
      return null;
    }
    TensorName name = TensorName.parse(tensor);
    NodeDef node = scope.nodes().get(name.operation());
    if (node == null) {
      return findArgument(scope, name.operation());
    }
    if (CALLS.contains(node.getOp())) {
      return findInFunction(scope, node, name.index());
    }
    if ((HAND_ON.contains(node.getOp()) || keepsElements(node)) && node.getInputCount() > 0) {
      return find(scope, node.getInput(0));
    }
    if (node.getOp().equals("IdentityN") && name.index() < node.getInputCount()) {
      return find(scope, node.getInput(name.index()));
    }
    return isWrittenOutSoftmax(scope, node) ? "Softmax" : node.getOp();
  }

  /**
   * Whether the node casts without changing what elements stand for: between kinds of floats (mixed
   * precision), between kinds of integers, or from integers to floats.
   */
  private static boolean keepsElements(NodeDef node) {
    if (!node.getOp().equals("Cast")) {
      return false;
    }
    DataType from = node.getAttrOrDefault("SrcT", AttrValue.getDefaultInstance()).getType();
    DataType to = node.getAttrOrDefault("DstT", AttrValue.getDefaultInstance()).getType();
    return FLOATS.contains(to) || !FLOATS.contains(from);
  }

  /** What a function was given is found where it was called. */
  private @Nullable String findArgument(Scope scope, String argument) {
    if (scope.function() == null || scope.call() == null || scope.outside() == null) {
      return null;
    }
    List<OpDef.ArgDef> arguments = scope.function().getSignature().getInputArgList();
    for (int i = 0; i < arguments.size() && i < scope.call().getInputCount(); i++) {
      if (arguments.get(i).getName().equals(argument)) {
        return find(scope.outside(), scope.call().getInput(i));
      }
    }
    return null;
  }

  private @Nullable String findInFunction(Scope scope, NodeDef call, int output) {
    String name = call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    FunctionDef function = graph.function(name).orElse(null);
    if (function == null || output >= function.getSignature().getOutputArgCount()) {
      return null;
    }
    String result =
        function.getRetMap().get(function.getSignature().getOutputArg(output).getName());
    if (result == null) {
      return null;
    }
    Map<String, NodeDef> nodes = new HashMap<>();
    function.getNodeDefList().forEach(node -> nodes.put(node.getName(), node));
    return find(new Scope(nodes, function, call, scope), result);
  }

  /** Exponentials over their sum, as Keras writes softmax along an axis that is not the last. */
  private static boolean isWrittenOutSoftmax(Scope scope, NodeDef node) {
    if (!node.getOp().equals("RealDiv") || node.getInputCount() < 2) {
      return false;
    }
    NodeDef numerator = producer(scope, node.getInput(0));
    NodeDef denominator = producer(scope, node.getInput(1));
    return numerator != null
        && denominator != null
        && numerator.getOp().equals("Exp")
        && denominator.getOp().equals("Sum")
        && denominator.getInputCount() > 0
        && numerator.equals(producer(scope, denominator.getInput(0)));
  }

  private static @Nullable NodeDef producer(Scope scope, String tensor) {
    return scope.nodes().get(TensorName.parse(tensor).operation());
  }
}
