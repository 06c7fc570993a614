package io.sightline.benchmarks.workload;

import java.util.Random;

/** 25,200 candidate boxes, as many as YOLOv5 gives for 640x640, in pixels of that size. */
public enum MeasuredBoxes {
  /** Some 100 boxes around each of 265 objects: 265 survive at 0.5. */
  CLUSTERED {
    @Override
    void place(Random random, int index, float[] box) {
      Random object = new Random(index % OBJECTS);
      float width = 20 + 20 * object.nextFloat();
      float height = 20 + 20 * object.nextFloat();
      int place = index % OBJECTS;
      float x = 20 + 37 * (place % 17) + 1.2f * (float) random.nextGaussian();
      float y = 20 + 37 * (place / 17) + 1.2f * (float) random.nextGaussian();
      set(box, x, y, width, height);
    }
  },

  /** Boxes everywhere: about 16,300 survive at 0.5. */
  SPREAD {
    @Override
    void place(Random random, int index, float[] box) {
      float x = 640 * random.nextFloat();
      float y = 640 * random.nextFloat();
      set(box, x, y, 4 + 35 * random.nextFloat(), 4 + 35 * random.nextFloat());
    }
  };

  private static final int SIZE = 25_200;
  private static final int OBJECTS = 265;

  abstract void place(Random random, int index, float[] box);

  private static void set(float[] box, float x, float y, float width, float height) {
    box[0] = x - width / 2;
    box[1] = y - height / 2;
    box[2] = x + width / 2;
    box[3] = y + height / 2;
  }

  /**
   * The boxes, made anew.
   *
   * @return xMin, yMin, xMax, yMax per box, in pixels
   */
  public float[] boxes() {
    Random random = new Random(25200);
    float[] boxes = new float[4 * SIZE];
    float[] box = new float[4];
    for (int i = 0; i < SIZE; i++) {
      place(random, i, box);
      System.arraycopy(box, 0, boxes, 4 * i, 4);
    }
    return boxes;
  }

  /**
   * A score for each box, made anew.
   *
   * @return evenly distributed, 0 to 1
   */
  public float[] scores() {
    Random random = new Random(1);
    float[] scores = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      scores[i] = random.nextFloat();
    }
    return scores;
  }
}
