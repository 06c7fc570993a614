package io.sightline.model;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user may say of a model that its file leaves open.
 *
 * @param tags the tag set of a SavedModel's graph, order irrelevant; empty optional to choose the
 *     only one or the one tagged {@code serve}. The empty set is a tag set too.
 * @param signature the signature of a SavedModel; empty to choose {@code serving_default} or the
 *     only one
 * @param inputs the inputs of a frozen graph, as {@code name} or {@code name:index}; empty to find
 *     them
 * @param outputs the outputs to read, as the model names them; of a frozen graph {@code name} or
 *     {@code name:index}; empty for all
 */
public record ModelOptions(
    Optional<Set<String>> tags,
    Optional<String> signature,
    List<String> inputs,
    List<String> outputs) {
  private static final ModelOptions STANDARD =
      new ModelOptions(Optional.empty(), Optional.empty(), List.of(), List.of());

  /**
   * Copies the collections.
   *
   * @param tags the tag set
   * @param signature the signature's key
   * @param inputs the inputs' names
   * @param outputs the outputs' names
   */
  public ModelOptions {
    tags = tags.map(given -> Collections.unmodifiableSortedSet(new TreeSet<>(given)));
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * Nothing said: all is found in the file.
   *
   * @return the standard options
   */
  public static ModelOptions standard() {
    return STANDARD;
  }

  /**
   * These options with a tag set.
   *
   * @param newTags the tags; may be empty
   * @return the changed options
   */
  public ModelOptions withTags(Set<String> newTags) {
    return new ModelOptions(Optional.of(newTags), signature, inputs, outputs);
  }

  /**
   * These options with a signature.
   *
   * @param newSignature the signature's key
   * @return the changed options
   */
  public ModelOptions withSignature(String newSignature) {
    return new ModelOptions(tags, Optional.of(newSignature), inputs, outputs);
  }

  /**
   * These options with the inputs of a frozen graph.
   *
   * @param newInputs the names
   * @return the changed options
   */
  public ModelOptions withInputs(List<String> newInputs) {
    return new ModelOptions(tags, signature, newInputs, outputs);
  }

  /**
   * These options with the outputs to read.
   *
   * @param newOutputs the names
   * @return the changed options
   */
  public ModelOptions withOutputs(List<String> newOutputs) {
    return new ModelOptions(tags, signature, inputs, newOutputs);
  }
}
