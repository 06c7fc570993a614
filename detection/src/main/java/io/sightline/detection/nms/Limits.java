package io.sightline.detection.nms;

import io.sightline.detection.nms.kernel.ClassGroups;
import io.sightline.detection.nms.kernel.MergedColumns;
import io.sightline.detection.nms.kernel.ScoreOrder;
import io.sightline.detection.nms.kernel.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings that all greedy rules share: which candidates take part, and how many are kept. */
record Limits(
    @Nullable Float minScore,
    @Nullable Integer maxResults,
    @Nullable Integer maxPerClass,
    @Nullable Integer maxCandidates,
    boolean classAgnostic) {

  static final Limits NONE = new Limits(null, null, null, null, false);

  /** Chooses within one class, or among all if classes do not matter. */
  @FunctionalInterface
  interface GroupRule {
    Selection select(int[] group, int limit);
  }

  Limits minScore(float value) {
    if (Float.isNaN(value)) {
      throw new IllegalArgumentException("minScore must be a number: expected a score, found NaN");
    }
    checkUnset("minScore", minScore);
    return new Limits(value, maxResults, maxPerClass, maxCandidates, classAgnostic);
  }

  Limits maxResults(int value) {
    checkAtLeast(0, value, "maxResults");
    checkUnset("maxResults", maxResults);
    return new Limits(minScore, value, maxPerClass, maxCandidates, classAgnostic);
  }

  Limits maxPerClass(int value) {
    checkAtLeast(0, value, "maxPerClass");
    checkUnset("maxPerClass", maxPerClass);
    return new Limits(minScore, maxResults, value, maxCandidates, classAgnostic);
  }

  Limits maxCandidates(int value) {
    checkAtLeast(1, value, "maxCandidates");
    checkUnset("maxCandidates", maxCandidates);
    return new Limits(minScore, maxResults, maxPerClass, value, classAgnostic);
  }

  Limits agnostic() {
    return new Limits(minScore, maxResults, maxPerClass, maxCandidates, true);
  }

  float minScoreOr(float standard) {
    return minScore == null ? standard : minScore;
  }

  /** Orders, splits by class, chooses and joins. */
  Selection select(float[] scores, int[] classIds, ScoreOrder.Filter filter, GroupRule rule) {
    int[] order = ScoreOrder.sorted(scores, filter, orAll(maxCandidates));
    int limit = orAll(maxResults);
    List<Selection> parts = new ArrayList<>();
    for (int[] group : groups(order, classIds)) {
      parts.add(rule.select(group, Math.min(limit, orAll(maxPerClass))));
    }
    return Selection.merged(parts, limit);
  }

  List<int[]> groups(int[] order, int[] classIds) {
    return classAgnostic ? List.of(order) : ClassGroups.of(order, classIds);
  }

  int resultsOrAll() {
    return orAll(maxResults);
  }

  private static int orAll(@Nullable Integer limit) {
    return limit == null ? Integer.MAX_VALUE : limit;
  }

  static Survivors survivors(Selection selection, float[] boxes, int[] classIds) {
    return Survivors.selectOwning(selection.indices(), boxes, selection.scores(), classIds);
  }

  static Survivors survivors(MergedColumns merged) {
    return Survivors.owning(merged.indices(), merged.boxes(), merged.scores(), merged.classIds());
  }

  static void checkAtLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s: found %s".formatted(name, least, value));
    }
  }

  static void checkShare(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException("%s must be in [0, 1]: found %s".formatted(name, value));
    }
  }

  static void checkPositive(double value, String name) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s must be above 0 and finite: found %s".formatted(name, value));
    }
  }

  static void checkUnset(String name, @Nullable Object before) {
    if (before != null) {
      throw new IllegalStateException("%s was set before, to %s".formatted(name, before));
    }
  }

  /** The settings that were made, each after a comma. */
  String suffix() {
    return (classAgnostic ? ", class-agnostic" : "")
        + suffix("minScore", minScore)
        + suffix("maxResults", maxResults)
        + suffix("maxPerClass", maxPerClass)
        + suffix("maxCandidates", maxCandidates);
  }

  private static String suffix(String name, @Nullable Object value) {
    return value == null ? "" : ", " + name + " " + value;
  }
}
