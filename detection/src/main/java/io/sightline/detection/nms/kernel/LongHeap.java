package io.sightline.detection.nms.kernel;

/** A priority queue of longs, least first, of fixed capacity. */
final class LongHeap {
  private final long[] keys;
  private int size;

  LongHeap(int capacity) {
    keys = new long[capacity];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(long key) {
    int place = size++;
    while (place > 0 && keys[(place - 1) >>> 1] > key) {
      keys[place] = keys[(place - 1) >>> 1];
      place = (place - 1) >>> 1;
    }
    keys[place] = key;
  }

  long remove() {
    long least = keys[0];
    long last = keys[--size];
    int place = 0;
    for (int child = 1; child < size; child = 2 * place + 1) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (keys[child] >= last) {
        break;
      }
      keys[place] = keys[child];
      place = child;
    }
    keys[place] = last;
    return least;
  }
}
