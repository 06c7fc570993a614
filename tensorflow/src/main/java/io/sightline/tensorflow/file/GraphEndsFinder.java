package io.sightline.tensorflow.file;

import io.sightline.error.ModelLoadException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.NodeDef;

/**
 * Finds the inputs and outputs of a graph that does not name them.
 *
 * <p>Inputs are its placeholders. Outputs are the operations that nothing uses and that depend on
 * an input. That is unambiguous where all these outputs need the same inputs; what training left
 * behind usually needs others.
 */
public final class GraphEndsFinder {
  /** Operations whose outputs are never an answer, though nothing uses them. */
  private static final Set<String> NO_OUTPUTS =
      Set.of(
          "Const",
          "Placeholder",
          "PlaceholderWithDefault",
          "NoOp",
          "Assert",
          "Print",
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

  private static final Set<String> CHECKPOINT =
      Set.of("SaveV2", "RestoreV2", "MergeV2Checkpoints", "SaveSlices", "Save", "Restore");

  private static final int LISTED = 12;

  private final GraphIndex index;
  private final String model;

  /** The operations that may be fed. */
  private final Set<String> sources = new LinkedHashSet<>();

  /**
   * A finder for a graph.
   *
   * @param index the graph
   * @param model how errors call the model
   */
  public GraphEndsFinder(GraphIndex index, String model) {
    this.index = index;
    this.model = model;
    addSources("Placeholder");
    if (sources.isEmpty()) {
      addSources("PlaceholderWithDefault");
    }
  }

  private void addSources(String operation) {
    index.nodes().stream()
        .filter(node -> node.getOp().equals(operation))
        .forEach(node -> sources.add(node.getName()));
  }

  /** Leaves an operation out of the inputs, such as the one that names the checkpoint. */
  public GraphEndsFinder without(String operation) {
    sources.remove(operation);
    return this;
  }

  /** Whether nothing depends on anything that could be fed. */
  public boolean findsNothing() {
    return leaves().isEmpty();
  }

  /**
   * Finds what the user did not name.
   *
   * @param inputs the inputs that the user named, or none
   * @param outputs the outputs that the user named, or none
   */
  public GraphEnds find(List<String> inputs, List<String> outputs) {
    List<TensorName> begins = named(inputs, "input", sources);
    begins.forEach(begin -> sources.add(begin.operation()));
    List<TensorName> ends =
        outputs.isEmpty() ? leaves() : named(outputs, "output", operations(leaves()));
    if (inputs.isEmpty()) {
      begins = neededInputs(ends);
    }
    if (ends.isEmpty() || begins.isEmpty()) {
      throw new ModelLoadException(
          ("The inputs and outputs of %s are not evident: expected placeholders and results that"
                  + " depend on them, found %s placeholders and %s results. Name them with"
                  + " .inputs(...) and .outputs(...).")
              .formatted(model, begins.size(), ends.size()),
          model);
    }
    if (outputs.isEmpty() && inputs.isEmpty()) {
      requireSameInputs(ends);
    }
    return new GraphEnds(begins, ends);
  }

  private List<TensorName> named(List<String> names, String what, Set<String> evident) {
    List<TensorName> tensors = names.stream().map(TensorName::parse).distinct().toList();
    for (TensorName tensor : tensors) {
      if (index.node(tensor.operation()).isEmpty()) {
        String candidates =
            evident.stream()
                .limit(LISTED)
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
        throw new ModelLoadException(
            "%s has no operation '%s' to use as %s: expected one of its operations, such as %s. Correct the name."
                .formatted(model, tensor.operation(), what, candidates),
            model);
      }
    }
    return tensors;
  }

  private List<TensorName> neededInputs(List<TensorName> ends) {
    Set<String> needed = index.ancestors(operations(ends));
    return sources.stream().filter(needed::contains).map(name -> new TensorName(name, 0)).toList();
  }

  private List<TensorName> leaves() {
    Set<String> used = new HashSet<>();
    for (NodeDef node : index.nodes()) {
      node.getInputList().forEach(input -> used.add(TensorName.parse(input).operation()));
    }
    return index.nodes().stream()
        .filter(node -> !used.contains(node.getName()) && !NO_OUTPUTS.contains(node.getOp()))
        .filter(node -> isAnswer(node.getName()))
        .map(node -> new TensorName(node.getName(), 0))
        .toList();
  }

  /** Depends on what is fed, and is no part of saving and restoring. */
  private boolean isAnswer(String operation) {
    Set<String> ancestors = index.ancestors(List.of(operation));
    return ancestors.stream().anyMatch(sources::contains)
        && ancestors.stream()
            .flatMap(name -> index.node(name).stream())
            .noneMatch(node -> CHECKPOINT.contains(node.getOp()));
  }

  private Set<String> needs(TensorName end) {
    Set<String> needed = index.ancestors(List.of(end.operation()));
    return sources.stream().filter(needed::contains).collect(Collectors.toSet());
  }

  private void requireSameInputs(List<TensorName> ends) {
    if (ends.stream().map(this::needs).distinct().count() > 1) {
      String candidates =
          ends.stream()
              .limit(LISTED)
              .map(end -> "'%s' (needs %s)".formatted(end, sorted(needs(end))))
              .collect(Collectors.joining("; "));
      throw new ModelLoadException(
          ("The outputs of %s are ambiguous: expected results that need the same inputs, found %s."
                  + " Choose with .outputs(...).")
              .formatted(model, candidates),
          model);
    }
  }

  private static String sorted(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static Set<String> operations(List<TensorName> tensors) {
    Set<String> operations = new LinkedHashSet<>();
    tensors.forEach(tensor -> operations.add(tensor.operation()));
    return operations;
  }
}
