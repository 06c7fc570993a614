package io.sightline.postprocess;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.model.ModelDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Several classifications at once, of a model with several heads.
 *
 * <pre>{@code
 * ClassificationHeads.of("age", TopK.of(1).output("age_probabilities").labels(ages))
 *     .and("mood", TopK.of(3).output("mood_probabilities").labels(moods))
 * }</pre>
 *
 * <p>The result has the classification of each head by its name, in the order in which they were
 * added. Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class ClassificationHeads implements Postprocessor<Map<String, Classification>> {
  private final Map<String, TopK> heads;

  private ClassificationHeads(Map<String, TopK> heads) {
    this.heads = heads;
  }

  /**
   * The first head.
   *
   * @param name how the result calls it
   * @param head what to do with its scores; it has to name its output
   * @return the step
   */
  public static ClassificationHeads of(String name, TopK head) {
    return new ClassificationHeads(Map.of()).and(name, head);
  }

  /**
   * This step with one more head.
   *
   * @param name how the result calls it
   * @param head what to do with its scores; it has to name its output
   * @return the changed step
   * @throws IllegalStateException if there is a head of that name
   */
  public ClassificationHeads and(String name, TopK head) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(head, "head");
    Map<String, TopK> more = new LinkedHashMap<>(heads);
    TopK earlier = more.putIfAbsent(name, head);
    if (earlier != null) {
      throw new IllegalStateException(
          "The head '%s' was set before, to %s".formatted(name, earlier));
    }
    return new ClassificationHeads(more);
  }

  @Override
  public ClassificationHeads bind(ModelDescription model) {
    Map<String, TopK> bound = new LinkedHashMap<>();
    heads.forEach((name, head) -> bound.put(name, head.bind(model)));
    return new ClassificationHeads(bound);
  }

  /**
   * Makes the classification of each head.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return an unmodifiable map from the heads' names, in the order in which they were added
   */
  @Override
  public Map<String, Classification> apply(Outputs outputs, PostprocessContext context) {
    Map<String, Classification> results = new LinkedHashMap<>();
    heads.forEach((name, head) -> results.put(name, head.apply(outputs, context)));
    return Collections.unmodifiableMap(results);
  }

  /** Returns the heads by their names. */
  @Override
  public String toString() {
    return heads.toString();
  }
}
