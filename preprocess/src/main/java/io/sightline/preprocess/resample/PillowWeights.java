package io.sightline.preprocess.resample;

/**
 * Which pixels of a line make each pixel of the resized line, and by what weight: {@code
 * precompute_coeffs} and {@code normalize_coeffs_8bpc} of Pillow 12.3, src/libImaging/Resample.c.
 */
final class PillowWeights {
  /** 8 bits of the result and 2 of headroom are kept free: Pillow's {@code PRECISION_BITS}. */
  static final int PRECISION_BITS = 32 - 8 - 2;

  private final int stride;
  private final int[] first;
  private final int[] count;
  private final int[] weights;

  private PillowWeights(int stride, int length) {
    this.stride = stride;
    this.first = new int[length];
    this.count = new int[length];
    this.weights = new int[Math.multiplyExact(stride, length)];
  }

  static PillowWeights of(int sourceLength, int targetLength, PillowKernel kernel) {
    double scale = (double) sourceLength / targetLength;
    double filterScale = Math.max(scale, 1);
    // Pillow multiplies by the reciprocal: a division would round otherwise.
    double inverseScale = 1 / filterScale;
    double support = kernel.support() * filterScale;
    PillowWeights result = new PillowWeights((int) Math.ceil(support) * 2 + 1, targetLength);
    double[] exact = new double[result.stride];
    for (int target = 0; target < targetLength; target++) {
      double center = (target + 0.5) * scale;
      int from = Math.max(0, (int) (center - support + 0.5));
      int to = Math.min(sourceLength, (int) (center + support + 0.5));
      double sum = 0;
      for (int i = 0; i < to - from; i++) {
        exact[i] = kernel.weight((i + from - center + 0.5) * inverseScale);
        sum += exact[i];
      }
      result.set(target, from, to - from, exact, sum);
    }
    return result;
  }

  private void set(int target, int from, int length, double[] exact, double sum) {
    first[target] = from;
    count[target] = length;
    for (int i = 0; i < length; i++) {
      double normalized = sum == 0 ? exact[i] : exact[i] / sum;
      double scaled = normalized * (1 << PRECISION_BITS);
      weights[target * stride + i] = (int) (scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }
  }

  /** The first source pixel of a target pixel. */
  int first(int target) {
    return first[target];
  }

  /** The number of source pixels of a target pixel. */
  int count(int target) {
    return count[target];
  }

  /** Where the weights of a target pixel begin in {@link #weights()}. */
  int offset(int target) {
    return target * stride;
  }

  /** Fixed-point weights of all target pixels; not to be written to. */
  int[] weights() {
    return weights;
  }

  int length() {
    return first.length;
  }
}
