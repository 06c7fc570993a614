package io.sightline.internal;

/** Which failures are nobody's own. */
public final class Failures {
  private Failures() {}

  /**
   * Whether the whole process suffers from it, such as from a lack of memory. A stack that is too
   * deep is the matter of whoever filled it.
   */
  public static boolean isOfProcess(Throwable failure) {
    return failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError);
  }
}
