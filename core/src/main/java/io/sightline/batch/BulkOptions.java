package io.sightline.batch;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How {@code predictAll} goes through its inputs.
 *
 * <pre>{@code
 * BulkOptions.standard().window(32).unordered().onProgress(progress -> bar.show(progress))
 * }</pre>
 *
 * <p>Defaults: four full batches under way, results in the order of the inputs, nobody is told of
 * the progress. Immutable and safe for use by several threads.
 */
public final class BulkOptions {
  private static final BulkOptions STANDARD = new BulkOptions(0, true, null);

  private final int window;
  private final boolean ordered;
  private final @Nullable Consumer<? super Progress> listener;

  private BulkOptions(int window, boolean ordered, @Nullable Consumer<? super Progress> listener) {
    this.window = window;
    this.ordered = ordered;
    this.listener = listener;
  }

  /**
   * The defaults.
   *
   * @return the options
   */
  public static BulkOptions standard() {
    return STANDARD;
  }

  /**
   * How many inputs may be between the source and the caller: read, being worked on, or done and
   * not yet taken. It bounds the memory. Less than two batches' worth leaves processors idle.
   *
   * @param newWindow at least 1; by default four batches, or twice the number of threads if that is
   *     more
   * @return the changed options
   * @throws IllegalArgumentException if it is less than 1
   */
  public BulkOptions window(int newWindow) {
    if (newWindow < 1) {
      throw new IllegalArgumentException("window must be at least 1, got " + newWindow);
    }
    return new BulkOptions(newWindow, ordered, listener);
  }

  /**
   * Gives each result as soon as it is there, so that a slow input holds nothing up.
   *
   * @return the changed options
   */
  public BulkOptions unordered() {
    return new BulkOptions(window, false, listener);
  }

  /**
   * Tells how far the work is, after each result that was taken, in the thread that takes it. What
   * the listener throws reaches the caller and stops the work.
   *
   * @param newListener hears the progress
   * @return the changed options
   */
  public BulkOptions onProgress(Consumer<? super Progress> newListener) {
    return new BulkOptions(window, ordered, Objects.requireNonNull(newListener, "listener"));
  }

  /**
   * The window.
   *
   * @return the number of inputs; empty for the default
   */
  public OptionalInt window() {
    return window == 0 ? OptionalInt.empty() : OptionalInt.of(window);
  }

  /**
   * Whether results come in the order of the inputs.
   *
   * @return true unless {@link #unordered()} was called
   */
  public boolean isOrdered() {
    return ordered;
  }

  /**
   * Who hears the progress.
   *
   * @return the listener; empty if there is none
   */
  public Optional<Consumer<? super Progress>> progressListener() {
    return Optional.ofNullable(listener);
  }
}
