package io.sightline.tensorflow;

import io.sightline.error.ModelLoadException;
import io.sightline.tensorflow.session.NativeRuntime;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;

/**
 * What is settled once per process: TensorFlow's native library and its threads.
 *
 * <p>TensorFlow has one pool of threads per process, which the first model to be opened, or the
 * first picture to be decoded by it, creates. So threads can be set before that, and only before
 * that; later calls fail unless they say the same. Without a call TensorFlow uses one thread per
 * processor. Safe for use by several threads.
 */
public final class TensorFlowRuntime {
  private static final int MAX_THREADS = 1024;

  private TensorFlowRuntime() {}

  /**
   * Sets how many threads TensorFlow uses.
   *
   * @param withinOperation how many may work on one operation, such as a convolution; 1 to 1024, or
   *     0 for one per processor
   * @param acrossOperations how many operations may run side by side; 1 to 1024, or 0 for one per
   *     processor
   * @throws IllegalArgumentException if a number is out of range
   * @throws IllegalStateException if a model was opened before, with other numbers
   */
  public static synchronized void useThreads(int withinOperation, int acrossOperations) {
    requireThreads("withinOperation", withinOperation);
    requireThreads("acrossOperations", acrossOperations);
    NativeRuntime.useThreads(withinOperation, acrossOperations);
  }

  private static void requireThreads(String name, int threads) {
    if (threads < 0 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "%s must be 0 to %s: got %s".formatted(name, MAX_THREADS, threads));
    }
  }

  /**
   * The version of the native library, such as {@code 2.18.0}. Loads it.
   *
   * @return the version
   * @throws ModelLoadException if the native library is missing or cannot be loaded here
   */
  public static String version() {
    ConfigProto unused = NativeRuntime.start();
    return TensorFlow.version();
  }
}
