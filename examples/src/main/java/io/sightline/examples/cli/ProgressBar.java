package io.sightline.examples.cli;

/** A bar on standard error, where the launcher found that to be a terminal. */
final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 30;

  private final boolean shown;
  private final int total;
  private int done;

  ProgressBar(int total) {
    this.total = total;
    this.shown = total > 1 && Boolean.getBoolean("sightline.terminal");
  }

  void step() {
    done++;
    if (shown) {
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
