package io.sightline.postprocess;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The best classes of one picture, highest score first. Immutable and safe for use by several
 * threads.
 */
public final class Classification {
  private final List<ScoredClass> entries;

  private Classification(List<ScoredClass> entries) {
    this.entries = entries;
  }

  /**
   * A classification of entries that are in order.
   *
   * @param entries highest score first; copied
   * @return the classification
   * @throws IllegalArgumentException if there are none, or a score is NaN or higher than the one
   *     before
   */
  public static Classification of(List<ScoredClass> entries) {
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("A classification has at least one entry: got none");
    }
    float previous = Float.POSITIVE_INFINITY;
    for (ScoredClass entry : entries) {
      if (!(entry.score() <= previous)) {
        throw new IllegalArgumentException(
            "Entries must be in order, highest score first: got " + entries);
      }
      previous = entry.score();
    }
    return new Classification(List.copyOf(entries));
  }

  /**
   * The class with the highest score.
   *
   * @return the first entry
   */
  public ScoredClass best() {
    return entries.get(0);
  }

  /**
   * All classes that were asked for.
   *
   * @return an unmodifiable list of at least one, highest score first, equal scores by index
   */
  public List<ScoredClass> entries() {
    return entries;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Classification that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  /** Returns labels and scores in one line, as in {@code tabby 0.8731, tiger cat 0.0912}. */
  @Override
  public String toString() {
    return entries.stream().map(ScoredClass::toString).collect(Collectors.joining(", "));
  }
}
