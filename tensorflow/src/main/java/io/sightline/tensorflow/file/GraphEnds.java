package io.sightline.tensorflow.file;

import io.sightline.error.ModelLoadException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.NodeDef;

/**
 * Where a graph without signatures begins and ends.
 *
 * <p>Inputs are its placeholders. Outputs are the tensors that nothing uses and that depend on a
 * placeholder. That is unambiguous where all these outputs need the same placeholders; what
 * training left behind usually needs others.
 *
 * @param inputs what is fed
 * @param outputs what is read
 */
public record GraphEnds(List<TensorName> inputs, List<TensorName> outputs) {
  /** Operations whose outputs are never an answer, though nothing uses them. */
  private static final Set<String> NO_OUTPUTS =
      Set.of(
          "Const",
          "Placeholder",
          "PlaceholderWithDefault",
          "NoOp",
          "Assert",
          "Print",
          "Restore",
          "RestoreV2",
          "Assign",
          "AssignVariableOp",
          "VarHandleOp",
          "VariableV2",
          "ReadVariableOp",
          "HashTableV2",
          "Enter",
          "Exit",
          "NextIteration",
          "Switch",
          "Merge");

  private static final Set<String> PLACEHOLDERS = Set.of("Placeholder");
  private static final Set<String> CHECKPOINT =
      Set.of("SaveV2", "RestoreV2", "MergeV2Checkpoints", "SaveSlices", "Save", "Restore");

  private static final int LISTED = 12;

  /**
   * Finds what the user did not name.
   *
   * @param index the graph
   * @param inputs the inputs that the user named, or none
   * @param outputs the outputs that the user named, or none
   * @param model how errors call the model
   */
  public static GraphEnds find(
      GraphIndex index, List<String> inputs, List<String> outputs, String model) {
    List<TensorName> ends =
        outputs.isEmpty() ? leaves(index) : named(index, outputs, model, "output", leaves(index));
    List<TensorName> begins =
        inputs.isEmpty()
            ? placeholders(index, ends)
            : named(index, inputs, model, "input", placeholders(index, leaves(index)));
    if (ends.isEmpty() || begins.isEmpty()) {
      throw new ModelLoadException(
          ("The inputs and outputs of %s are not evident: expected placeholders and results that"
                  + " depend on them, found %d placeholders and %d results. Name them with"
                  + " .inputs(...) and .outputs(...).")
              .formatted(model, begins.size(), ends.size()),
          model);
    }
    if (outputs.isEmpty() && inputs.isEmpty()) {
      requireSameInputs(index, ends, model);
    }
    return new GraphEnds(begins, ends);
  }

  private static List<TensorName> named(
      GraphIndex index, List<String> names, String model, String what, List<TensorName> evident) {
    List<TensorName> tensors = names.stream().map(TensorName::parse).toList();
    for (TensorName tensor : tensors) {
      if (index.node(tensor.operation()).isEmpty()) {
        throw new ModelLoadException(
            "%s has no operation '%s' to use as %s: expected one of its operations, such as %s."
                    .formatted(model, tensor.operation(), what, list(evident))
                + " Correct the name.",
            model);
      }
    }
    return tensors;
  }

  private static List<TensorName> placeholders(GraphIndex index, List<TensorName> ends) {
    Set<String> needed = index.ancestors(operations(ends));
    return index.nodes().stream()
        .filter(node -> node.getOp().equals("Placeholder") && needed.contains(node.getName()))
        .map(node -> new TensorName(node.getName(), 0))
        .toList();
  }

  private static List<TensorName> leaves(GraphIndex index) {
    Set<String> used = new HashSet<>();
    for (NodeDef node : index.nodes()) {
      node.getInputList().forEach(input -> used.add(TensorName.parse(input).operation()));
    }
    return index.nodes().stream()
        .filter(node -> !used.contains(node.getName()) && !NO_OUTPUTS.contains(node.getOp()))
        .filter(node -> isAnswer(index, node.getName()))
        .map(node -> new TensorName(node.getName(), 0))
        .toList();
  }

  /** Depends on what is fed, and is no part of saving and restoring. */
  private static boolean isAnswer(GraphIndex index, String operation) {
    Set<String> ancestors = index.ancestors(List.of(operation));
    return ancestors.stream().anyMatch(name -> isOp(index, name, PLACEHOLDERS))
        && ancestors.stream().noneMatch(name -> isOp(index, name, CHECKPOINT));
  }

  private static boolean isOp(GraphIndex index, String name, Set<String> operations) {
    return index.node(name).filter(node -> operations.contains(node.getOp())).isPresent();
  }

  private static Set<String> neededPlaceholders(GraphIndex index, String operation) {
    return index.ancestors(List.of(operation)).stream()
        .filter(name -> isOp(index, name, PLACEHOLDERS))
        .collect(Collectors.toSet());
  }

  private static void requireSameInputs(GraphIndex index, List<TensorName> ends, String model) {
    Set<Set<String>> needs = new LinkedHashSet<>();
    ends.forEach(end -> needs.add(neededPlaceholders(index, end.operation())));
    if (needs.size() > 1) {
      String candidates =
          ends.stream()
              .limit(LISTED)
              .map(
                  end ->
                      "'%s' (needs %s)"
                          .formatted(
                              end,
                              neededPlaceholders(index, end.operation()).stream()
                                  .sorted()
                                  .collect(Collectors.joining(", "))))
              .collect(Collectors.joining("; "));
      throw new ModelLoadException(
          ("The outputs of %s are ambiguous: expected results that need the same inputs, found %s."
                  + " Choose with .outputs(...).")
              .formatted(model, candidates),
          model);
    }
  }

  private static List<String> operations(List<TensorName> tensors) {
    return tensors.stream().map(TensorName::operation).toList();
  }

  private static String list(List<TensorName> tensors) {
    return tensors.stream()
        .limit(LISTED)
        .map(name -> "'" + name + "'")
        .collect(Collectors.joining(", "));
  }
}
