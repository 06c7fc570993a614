package io.sightline.tensorflow.open;

import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.TensorName;
import io.sightline.tensorflow.session.Port;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.NodeDef;

/**
 * What an input of unknown rank must be all the same. TensorFlow's convolutions end the whole
 * process on a tensor of another rank than they take (tensorflow#95415), so where an input reaches
 * one of them unchanged in rank, that rank is demanded before the run.
 */
final class RankDemand {
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("Conv2D", 4),
          Map.entry("DepthwiseConv2dNative", 4),
          Map.entry("MaxPool", 4),
          Map.entry("MaxPoolV2", 4),
          Map.entry("AvgPool", 4),
          Map.entry("FusedBatchNorm", 4),
          Map.entry("FusedBatchNormV2", 4),
          Map.entry("LRN", 4),
          Map.entry("DepthToSpace", 4),
          Map.entry("SpaceToDepth", 4),
          Map.entry("ResizeBilinear", 4),
          Map.entry("ResizeNearestNeighbor", 4),
          Map.entry("ResizeBicubic", 4),
          Map.entry("ResizeArea", 4),
          Map.entry("Conv3D", 5),
          Map.entry("MaxPool3D", 5),
          Map.entry("AvgPool3D", 5));

  /** Operations whose first input and output have the same rank. */
  private static final Set<String> KEEPS_RANK =
      Set.of(
          "Identity",
          "Cast",
          "Add",
          "AddV2",
          "Sub",
          "Mul",
          "RealDiv",
          "Div",
          "BiasAdd",
          "Pad",
          "PadV2",
          "MirrorPad",
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Sigmoid",
          "Tanh",
          "Neg",
          "StopGradient",
          "PreventGradient",
          "PlaceholderWithDefault",
          "CheckNumerics",
          "Reverse",
          "ReverseV2",
          "Transpose",
          "ClipByValue",
          "Minimum",
          "Maximum");

  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");

  private final GraphIndex graph;
  private final Set<String> entered = new HashSet<>();

  private RankDemand(GraphIndex graph) {
    this.graph = graph;
  }

  /** The inputs as they have to be checked before each run. */
  static List<TensorSpec> of(List<Port> inputs, GraphIndex graph) {
    return inputs.stream().map(input -> of(input, graph)).toList();
  }

  private static TensorSpec of(Port port, GraphIndex graph) {
    TensorSpec input = port.spec();
    if (input.shape().hasKnownRank()) {
      return input;
    }
    int rank = new RankDemand(graph).demanded(graph.nodes(), port.tensor().op().name());
    if (rank == 0) {
      return input;
    }
    long[] lengths = new long[rank];
    Arrays.fill(lengths, Shape.UNKNOWN_LENGTH);
    return new TensorSpec(input.name(), input.elementType(), Shape.of(lengths));
  }

  /** The rank that the first operation that demands one demands of the tensor; 0 if none does. */
  private int demanded(Collection<NodeDef> nodes, String tensor) {
    Set<String> seen = new HashSet<>(Set.of(tensor));
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String operation = open.pop();
      for (NodeDef node : nodes) {
        int rank = demandedBy(node, operation);
        if (rank > 0) {
          return rank;
        }
        if (KEEPS_RANK.contains(node.getOp())
            && isInput(node, 0, operation)
            && seen.add(node.getName())) {
          open.push(node.getName());
        }
      }
    }
    return 0;
  }

  private int demandedBy(NodeDef node, String operation) {
    if (CALLS.contains(node.getOp())) {
      return demandedByFunction(node, operation);
    }
    return isInput(node, 0, operation) ? RANKS.getOrDefault(node.getOp(), 0) : 0;
  }

  private int demandedByFunction(NodeDef call, String operation) {
    String name = call.getAttrOrDefault("f", AttrValue.getDefaultInstance()).getFunc().getName();
    FunctionDef function = graph.function(name).orElse(FunctionDef.getDefaultInstance());
    int arguments = Math.min(call.getInputCount(), function.getSignature().getInputArgCount());
    for (int i = 0; i < arguments; i++) {
      if (isInput(call, i, operation) && entered.add(name + ":" + i)) {
        String argument = function.getSignature().getInputArg(i).getName();
        int rank = demanded(function.getNodeDefList(), argument);
        if (rank > 0) {
          return rank;
        }
      }
    }
    return 0;
  }

  private static boolean isInput(NodeDef node, int index, String operation) {
    return index < node.getInputCount()
        && TensorName.parse(node.getInput(index)).operation().equals(operation);
  }
}
