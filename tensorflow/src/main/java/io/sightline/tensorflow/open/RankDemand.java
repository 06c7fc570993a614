package io.sightline.tensorflow.open;

import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.TensorName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  private RankDemand() {}

  /** The input as it has to be checked before each run. */
  static TensorSpec of(TensorSpec input, TensorName tensor, GraphIndex graph) {
    if (input.shape().hasKnownRank()) {
      return input;
    }
    int rank = demandedRank(tensor, graph);
    if (rank == 0) {
      return input;
    }
    long[] lengths = new long[rank];
    Arrays.fill(lengths, Shape.UNKNOWN_LENGTH);
    return new TensorSpec(input.name(), input.elementType(), Shape.of(lengths));
  }

  /** The rank that the first operation that demands one demands; 0 if none does. */
  private static int demandedRank(TensorName input, GraphIndex graph) {
    Map<String, List<NodeDef>> users = usersOfFirstInput(graph);
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(input.operation()));
    while (!open.isEmpty()) {
      for (NodeDef user : users.getOrDefault(open.pop(), List.of())) {
        Integer rank = RANKS.get(user.getOp());
        if (rank != null) {
          return rank;
        }
        if (KEEPS_RANK.contains(user.getOp()) && seen.add(user.getName())) {
          open.push(user.getName());
        }
      }
    }
    return 0;
  }

  private static Map<String, List<NodeDef>> usersOfFirstInput(GraphIndex graph) {
    Map<String, List<NodeDef>> users = new HashMap<>();
    for (NodeDef node : graph.nodes()) {
      if (node.getInputCount() > 0) {
        String first = TensorName.parse(node.getInput(0)).operation();
        users.computeIfAbsent(first, name -> new ArrayList<>()).add(node);
      }
    }
    return users;
  }
}
