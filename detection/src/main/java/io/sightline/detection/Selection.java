package io.sightline.detection;

import io.sightline.detection.nms.Suppression;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of that which a model found.
 *
 * <pre>{@code
 * Selection.standard().minScore(0.5f).minScore("person", 0.7f).deny("kite").maxResults(20)
 * }</pre>
 *
 * <p>Defaults: the minimum score and the suppression of the contract, all classes, any number.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Selection {
  private static final Selection STANDARD = new Selection(null, Map.of(), null, null, null, null);

  private final @Nullable Float minScore;

  /** Keys are class ids or names. */
  private final Map<Object, Float> classMinScores;

  private final @Nullable Integer maxResults;
  private final @Nullable Set<Object> allowed;
  private final @Nullable Set<Object> denied;
  private final @Nullable Suppression suppression;

  private Selection(
      @Nullable Float minScore,
      Map<Object, Float> classMinScores,
      @Nullable Integer maxResults,
      @Nullable Set<Object> allowed,
      @Nullable Set<Object> denied,
      @Nullable Suppression suppression) {
    this.minScore = minScore;
    this.classMinScores = classMinScores;
    this.maxResults = maxResults;
    this.allowed = allowed;
    this.denied = denied;
    this.suppression = suppression;
  }

  /**
   * What the contract says.
   *
   * @return the selection with all defaults
   */
  public static Selection standard() {
    return STANDARD;
  }

  /**
   * This selection with a score that must be exceeded; one that equals it is dropped, as TensorFlow
   * and Ultralytics do it. Default: the contract's.
   *
   * @param score any number
   * @return the changed selection
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set before
   */
  public Selection minScore(float score) {
    requireUnset("minScore", minScore);
    return new Selection(
        requireNumber(score), classMinScores, maxResults, allowed, denied, suppression);
  }

  /**
   * This selection with a score that must be exceeded in one class, whatever the others'.
   *
   * @param classId the class
   * @param score any number
   * @return the changed selection
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set for this class before
   */
  public Selection minScore(int classId, float score) {
    return withClassMinScore(classId, score);
  }

  /**
   * This selection with a score that must be exceeded in one class, whatever the others'.
   *
   * @param name the class' name or display name
   * @param score any number
   * @return the changed selection
   * @throws IllegalArgumentException if it is NaN
   * @throws IllegalStateException if set for this class before
   */
  public Selection minScore(String name, float score) {
    return withClassMinScore(Objects.requireNonNull(name, "name"), score);
  }

  private Selection withClassMinScore(Object key, float score) {
    requireUnset("minScore of " + key, classMinScores.get(key));
    Map<Object, Float> more = new LinkedHashMap<>(classMinScores);
    more.put(key, requireNumber(score));
    return new Selection(
        minScore, Collections.unmodifiableMap(more), maxResults, allowed, denied, suppression);
  }

  private static float requireNumber(float score) {
    if (Float.isNaN(score)) {
      throw new IllegalArgumentException("A minimum score must be a number: got NaN");
    }
    return score;
  }

  /**
   * This selection with a largest number of results: those with the highest scores, in the order
   * that they have. Of equal scores the first count. Default: as many as the suppression keeps.
   *
   * @param count at least 1
   * @return the changed selection
   * @throws IllegalArgumentException if it is below 1
   * @throws IllegalStateException if set before
   */
  public Selection maxResults(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("maxResults must be at least 1: got " + count);
    }
    requireUnset("maxResults", maxResults);
    return new Selection(minScore, classMinScores, count, allowed, denied, suppression);
  }

  /**
   * This selection with only some classes. The others neither appear nor suppress anything.
   * Default: all.
   *
   * @param names their names or display names
   * @return the changed selection
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were allowed before
   */
  public Selection allow(String... names) {
    return withAllowed(classes("allow", Arrays.asList((Object[]) names)));
  }

  /**
   * This selection with only some classes. The others neither appear nor suppress anything.
   * Default: all.
   *
   * @param classIds the classes
   * @return the changed selection
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were allowed before
   */
  public Selection allow(int... classIds) {
    return withAllowed(classes("allow", Arrays.stream(classIds).<Object>mapToObj(i -> i).toList()));
  }

  private Selection withAllowed(Set<Object> classes) {
    requireUnset("allow", allowed);
    return new Selection(minScore, classMinScores, maxResults, classes, denied, suppression);
  }

  /**
   * This selection without some classes, which neither appear nor suppress anything. Default: none
   * are left out.
   *
   * @param names their names or display names
   * @return the changed selection
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were denied before
   */
  public Selection deny(String... names) {
    return withDenied(classes("deny", Arrays.asList((Object[]) names)));
  }

  /**
   * This selection without some classes, which neither appear nor suppress anything. Default: none
   * are left out.
   *
   * @param classIds the classes
   * @return the changed selection
   * @throws IllegalArgumentException if there are none
   * @throws IllegalStateException if classes were denied before
   */
  public Selection deny(int... classIds) {
    return withDenied(classes("deny", Arrays.stream(classIds).<Object>mapToObj(i -> i).toList()));
  }

  private Selection withDenied(Set<Object> classes) {
    requireUnset("deny", denied);
    return new Selection(minScore, classMinScores, maxResults, allowed, classes, suppression);
  }

  private static Set<Object> classes(String setting, Iterable<Object> keys) {
    Set<Object> classes = new HashSet<>();
    keys.forEach(key -> classes.add(Objects.requireNonNull(key, setting)));
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(setting + " needs at least one class");
    }
    return Collections.unmodifiableSet(classes);
  }

  /**
   * This selection with another suppression. It runs in the space of the picture that the model
   * got, on the candidates whose score suffices. Default: the contract's, which is none for a model
   * that has suppressed already.
   *
   * @param newSuppression the rule
   * @return the changed selection
   * @throws IllegalStateException if set before
   */
  public Selection suppression(Suppression newSuppression) {
    Objects.requireNonNull(newSuppression, "suppression");
    requireUnset("suppression", suppression);
    return new Selection(minScore, classMinScores, maxResults, allowed, denied, newSuppression);
  }

  /** Refuses a setting that was made before, quoting its value; null for one that was not. */
  static void requireUnset(String setting, @Nullable Object earlier) {
    if (earlier != null) {
      throw new IllegalStateException(setting + " was set before, to " + earlier);
    }
  }

  /** The score that a class must exceed, given the contract's. */
  float minScoreOr(float otherwise) {
    return minScore == null ? otherwise : minScore;
  }

  /** The limits of single classes, by id or name. */
  Map<Object, Float> classMinScores() {
    return classMinScores;
  }

  OptionalInt maxResults() {
    return maxResults == null ? OptionalInt.empty() : OptionalInt.of(maxResults);
  }

  /** The classes, by id or name; empty for all. */
  Optional<Set<Object>> allowed() {
    return Optional.ofNullable(allowed);
  }

  /** The classes, by id or name; empty for none. */
  Set<Object> denied() {
    return denied == null ? Set.of() : denied;
  }

  Optional<Suppression> suppression() {
    return Optional.ofNullable(suppression);
  }

  /** All names that were said, sorted. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Set<Object> keys :
        java.util.List.of(classMinScores.keySet(), allowed().orElse(Set.of()), denied())) {
      keys.stream().filter(String.class::isInstance).forEach(key -> names.add((String) key));
    }
    return names;
  }

  /** Returns what was said, as in {@code minimum score 0.5, at most 20}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    append(text, "minimum score ", minScore);
    append(text, "minimum scores ", classMinScores.isEmpty() ? null : classMinScores);
    append(text, "at most ", maxResults);
    append(text, "only ", allowed);
    append(text, "without ", denied);
    append(text, "suppression ", suppression);
    return text.isEmpty() ? "all that the contract keeps" : text.toString();
  }

  private static void append(StringBuilder text, String what, @Nullable Object value) {
    if (value != null) {
      text.append(text.isEmpty() ? "" : ", ").append(what).append(value);
    }
  }
}
