package io.sightline.detection;

import io.sightline.detection.contract.Candidates;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which score a class must exceed: infinity for a class that is not wanted. */
final class ClassLimits {
  private final Selection selection;
  private final float otherwise;
  private final ClassNames names;
  private final Map<Integer, Set<String>> namesInModel;
  private final boolean uniform;
  private final Map<Integer, Float> limits = new HashMap<>();

  private ClassLimits(
      Selection selection,
      float otherwise,
      ClassNames names,
      Map<Integer, Set<String>> namesInModel) {
    this.selection = selection;
    this.otherwise = otherwise;
    this.names = names;
    this.namesInModel = namesInModel;
    this.uniform =
        selection.classMinScores().isEmpty()
            && selection.allowed().isEmpty()
            && selection.denied().isEmpty();
  }

  static ClassLimits of(
      Selection selection, float contractLimit, ClassNames names, Candidates candidates) {
    Map<Integer, Set<String>> namesInModel = new HashMap<>();
    for (int i = 0; i < candidates.names().size() && !names.areKnown(); i++) {
      Set<String> called =
          candidates.displayNames().isEmpty()
              ? Set.of(candidates.names().get(i))
              : Set.copyOf(
                  java.util.List.of(candidates.names().get(i), candidates.displayNames().get(i)));
      namesInModel.put(candidates.classId(i, 0), called);
    }
    return new ClassLimits(selection, selection.minScoreOr(contractLimit), names, namesInModel);
  }

  /** The score that any candidate must exceed, whatever its class. */
  float lowest() {
    float lowest = otherwise;
    for (float limit : selection.classMinScores().values()) {
      lowest = Math.min(lowest, limit);
    }
    return lowest;
  }

  float of(int classId) {
    return uniform ? otherwise : limits.computeIfAbsent(classId, this::find);
  }

  private float find(int classId) {
    boolean wanted =
        (selection.allowed().isEmpty() || contains(selection.allowed().get(), classId))
            && !contains(selection.denied(), classId);
    if (!wanted) {
      return Float.POSITIVE_INFINITY;
    }
    for (Map.Entry<Object, Float> limit : selection.classMinScores().entrySet()) {
      if (matches(limit.getKey(), classId)) {
        return limit.getValue();
      }
    }
    return otherwise;
  }

  private boolean contains(Set<Object> keys, int classId) {
    return keys.stream().anyMatch(key -> matches(key, classId));
  }

  private boolean matches(Object key, int classId) {
    return key instanceof String name
        ? names.isCalled(classId, name)
            || namesInModel.getOrDefault(classId, Set.of()).contains(name)
        : key.equals(classId);
  }
}
