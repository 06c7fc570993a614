package io.sightline.postprocess;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The best classes of one picture, highest score first. Immutable and safe for use by several
 * threads.
 */
public final class Classification {
  private final List<ScoredClass> entries;
  private final ScoreKind scoreKind;

  private Classification(List<ScoredClass> entries, ScoreKind scoreKind) {
    this.entries = entries;
    this.scoreKind = scoreKind;
  }

  /**
   * A classification of entries that are in order.
   *
   * @param entries highest score first; copied
   * @param scoreKind what the scores are
   * @return the classification
   * @throws IllegalArgumentException if a score is NaN or higher than the one before
   */
  public static Classification of(List<ScoredClass> entries, ScoreKind scoreKind) {
    Objects.requireNonNull(scoreKind, "scoreKind");
    float previous = Float.POSITIVE_INFINITY;
    for (ScoredClass entry : entries) {
      if (!(entry.score() <= previous)) {
        throw new IllegalArgumentException(
            "Entries must be in order, highest score first: got " + entries);
      }
      previous = entry.score();
    }
    return new Classification(List.copyOf(entries), scoreKind);
  }

  /**
   * The class with the highest score.
   *
   * @return the first entry
   * @throws NoSuchElementException if there is none, since all scores were too low for {@link
   *     TopK#minScore}; {@link #isEmpty} tells
   */
  public ScoredClass best() {
    if (entries.isEmpty()) {
      throw new NoSuchElementException(
          "No class has a score above the limit: ask isEmpty() before");
    }
    return entries.get(0);
  }

  /**
   * Whether no class is left.
   *
   * @return true only if a minimum score or the classes to choose from left none
   */
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * All classes that were asked for.
   *
   * @return an unmodifiable list, highest score first, equal scores by index
   */
  public List<ScoredClass> entries() {
    return entries;
  }

  /**
   * What the scores are.
   *
   * @return probabilities, if the model's last operation, or the user, says so; else the model's
   *     numbers
   */
  public ScoreKind scoreKind() {
    return scoreKind;
  }

  /**
   * This classification as JSON: an array of the entries, {@code [{"index":282,"label":"tiger
   * cat","score":0.8731}]}. Numbers have all their digits; an infinite score, for which JSON has no
   * number, is null.
   *
   * @return one line of text
   */
  public String toJson() {
    JsonArray array = new JsonArray();
    for (ScoredClass entry : entries) {
      JsonObject object = new JsonObject();
      object.addProperty("index", entry.index());
      object.addProperty("label", entry.label());
      object.addProperty("score", Float.isInfinite(entry.score()) ? null : entry.score());
      array.add(object);
    }
    return array.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Classification that
        && entries.equals(that.entries)
        && scoreKind == that.scoreKind;
  }

  @Override
  public int hashCode() {
    return Objects.hash(entries, scoreKind);
  }

  /** Returns labels and scores in one line, as in {@code tabby 0.8731, tiger cat 0.0912}. */
  @Override
  public String toString() {
    return entries.stream().map(ScoredClass::toString).collect(Collectors.joining(", "));
  }
}
