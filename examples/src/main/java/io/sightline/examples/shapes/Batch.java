package io.sightline.examples.shapes;

import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Consecutive pictures of a set and what they show, ready for the network. */
final class Batch {
  private static final int SIDE = ShapeNetwork.SIDE;
  private static final int VALUES_PER_PICTURE = SIDE * SIDE * 3;

  private final int first;
  private final int size;
  private final float[] pixels;

  private Batch(int first, int size) {
    this.first = first;
    this.size = size;
    this.pixels = new float[size * VALUES_PER_PICTURE];
  }

  /** Draws the pictures {@code first} to {@code first + size - 1}, on all processors. */
  static Batch draw(PictureSet pictures, int first, int size) {
    Batch batch = new Batch(first, size);
    IntStream.range(0, size).parallel().forEach(i -> batch.drawPicture(pictures, i));
    return batch;
  }

  int size() {
    return size;
  }

  /** The index in {@link ShapeClass#ALL} of what the picture at {@code position} shows. */
  int classIndex(int position) {
    return PictureSet.classIndex(first + position);
  }

  /** The network's input, {@code [batch, 64, 64, 3]}; the caller closes it. */
  TFloat32 images() {
    return TFloat32.tensorOf(Shape.of(size, SIDE, SIDE, 3), DataBuffers.of(pixels, true, false));
  }

  /** One-hot rows, {@code [batch, class]}; the caller closes the tensor. */
  TFloat32 targets() {
    int classes = ShapeClass.ALL.size();
    float[] targets = new float[size * classes];
    for (int i = 0; i < size; i++) {
      targets[i * classes + classIndex(i)] = 1;
    }
    return TFloat32.tensorOf(Shape.of(size, classes), DataBuffers.of(targets, true, false));
  }

  private void drawPicture(PictureSet pictures, int position) {
    float[] picture = TriangleResize.toSquare(pictures.picture(first + position), SIDE);
    int offset = position * VALUES_PER_PICTURE;
    for (int i = 0; i < VALUES_PER_PICTURE; i++) {
      pixels[offset + i] = picture[i] / 127.5f - 1;
    }
  }
}
