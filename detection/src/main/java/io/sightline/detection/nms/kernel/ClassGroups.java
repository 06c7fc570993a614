package io.sightline.detection.nms.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Splits ordered candidates by class; each group keeps the order. */
public final class ClassGroups {
  private ClassGroups() {}

  /** One array of candidates per class, by ascending class id. */
  public static List<int[]> of(int[] order, int[] classIds) {
    if (isOneClass(order, classIds)) {
      return List.of(order);
    }
    long[] keys = new long[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      keys[rank] = ((long) classIds[order[rank]] << 32) | rank;
    }
    Arrays.sort(keys);
    List<int[]> groups = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= keys.length; i++) {
      if (i == keys.length || (keys[i] >> 32) != (keys[start] >> 32)) {
        groups.add(candidates(keys, start, i, order));
        start = i;
      }
    }
    return groups;
  }

  private static int[] candidates(long[] keys, int start, int end, int[] order) {
    int[] group = new int[end - start];
    for (int i = start; i < end; i++) {
      group[i - start] = order[(int) keys[i]];
    }
    return group;
  }

  private static boolean isOneClass(int[] order, int[] classIds) {
    for (int index : order) {
      if (classIds[index] != classIds[order[0]]) {
        return false;
      }
    }
    return true;
  }
}
