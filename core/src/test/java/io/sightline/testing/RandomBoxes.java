package io.sightline.testing;

import java.util.Random;

/**
 * Candidate boxes of seeded chance with all that goes wrong with boxes: equal scores, duplicates,
 * NaN, infinities, exchanged edges, no area, far and huge ones. A set draws which of these it has;
 * half of the sets have none but ties. Arrays are handed out as they are: tests may look, not
 * write.
 */
public final class RandomBoxes {
  private final float[] boxes;
  private final float[] scores;
  private final int[] classIds;

  private RandomBoxes(float[] boxes, float[] scores, int[] classIds) {
    this.boxes = boxes;
    this.scores = scores;
    this.classIds = classIds;
  }

  /** Mostly small sets, every twentieth of several hundred boxes. */
  public static RandomBoxes draw(Random random) {
    int size = random.nextInt(20) == 0 ? 130 + random.nextInt(400) : random.nextInt(40);
    return draw(random, size, random.nextBoolean());
  }

  /** A set of this size; a clean one has finite boxes with area and finite scores. */
  public static RandomBoxes draw(Random random, int size, boolean clean) {
    float unit = random.nextBoolean() ? 1 : 640;
    int steps = random.nextBoolean() ? 16 : 1 << 20;
    int classes = 1 + random.nextInt(4);
    int faults = clean ? 0 : random.nextInt(1 << 7);
    float[] boxes = new float[4 * size];
    float[] scores = new float[size];
    int[] classIds = new int[size];
    for (int i = 0; i < size; i++) {
      classIds[i] = random.nextInt(classes);
      scores[i] = (float) random.nextInt(steps) / steps;
      if (i > 0 && random.nextInt(8) == 0) {
        System.arraycopy(boxes, 4 * random.nextInt(i), boxes, 4 * i, 4);
        continue;
      }
      for (int axis = 0; axis < 2; axis++) {
        float low = unit * random.nextInt(steps) / steps;
        float side = unit * (1 + random.nextInt(steps)) / steps / (1 + random.nextInt(6));
        boxes[4 * i + axis] = low;
        boxes[4 * i + axis + 2] = low + side;
      }
      spoil(random, faults, boxes, scores, i);
    }
    return new RandomBoxes(boxes, scores, classIds);
  }

  private static void spoil(Random random, int faults, float[] boxes, float[] scores, int i) {
    int fault = 1 << random.nextInt(20);
    if ((faults & fault) == 0) {
      return;
    }
    int edge = 4 * i + random.nextInt(4);
    switch (fault) {
      case 1 -> boxes[edge] = Float.NaN;
      case 1 << 1 -> boxes[edge] = random.nextBoolean() ? INFINITY : -INFINITY;
      case 1 << 2 -> exchange(boxes, 4 * i + random.nextInt(2));
      case 1 << 3 -> boxes[4 * i + 2] = boxes[4 * i];
      case 1 << 4 -> boxes[edge] = (random.nextFloat() - 0.5f) * 1e37f;
      case 1 << 5 -> scores[i] = SPECIAL_SCORES[random.nextInt(SPECIAL_SCORES.length)];
      default -> boxes[4 * i + 3] = boxes[4 * i + 1] + 1e-30f;
    }
  }

  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float[] SPECIAL_SCORES = {Float.NaN, INFINITY, -INFINITY, -0.5f, 0f, -0f};

  private static void exchange(float[] boxes, int low) {
    float edge = boxes[low];
    boxes[low] = boxes[low + 2];
    boxes[low + 2] = edge;
  }

  /** How many candidates there are. */
  public int size() {
    return scores.length;
  }

  /** xMin, yMin, xMax, yMax per candidate. */
  public float[] boxes() {
    return boxes;
  }

  /** One score per candidate. */
  public float[] scores() {
    return scores;
  }

  /** One class per candidate, 0 to 3. */
  public int[] classIds() {
    return classIds;
  }
}
