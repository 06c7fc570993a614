package io.sightline.examples.cli.output;

/** A bar on standard error, where the launcher found that to be a terminal. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final int total;
  private int done;
  private boolean shown;

  /**
   * A bar of a length that is known.
   *
   * @param total how many steps there are
   */
  public ProgressBar(int total) {
    this.total = total;
  }

  /** A bar of a length that {@link #show} says. */
  public ProgressBar() {
    this(0);
  }

  /** Shows that one more step is done. */
  public void step() {
    done++;
    show(done, total);
  }

  /**
   * Shows how much is done.
   *
   * @param done how many steps are done
   * @param total how many steps there are
   */
  public void show(int done, int total) {
    if (total > 1 && Boolean.getBoolean("sightline.terminal")) {
      shown = true;
      int filled = (int) ((long) WIDTH * done / total);
      System.err.print(
          "\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + done + "/" + total);
    }
  }

  /** Wipes the bar away. */
  @Override
  public void close() {
    if (shown) {
      System.err.print("\r" + " ".repeat(WIDTH + 24) + "\r");
    }
  }
}
