package io.sightline.keras.container;

import io.sightline.error.ModelLoadException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/**
 * The border around the parser of untrusted files. Whatever a damaged or hostile file makes it
 * throw comes out as a {@link ModelLoadException}: a file may send a parser around in circles until
 * its stack, its heap or the time is used up.
 */
public final class ParseBorder {
  /** Enough for the deepest file that is allowed, and used up soon by one without end. */
  private static final long STACK_BYTES = 4L << 20;

  /** What any file may take, and what a large one may take more: the slowest of disks. */
  private static final long SECONDS_FOR_ANY = 8;

  private static final long BYTES_A_SECOND = 10 << 20;

  private ParseBorder() {}

  /**
   * Parses on a thread of its own, whose stack is known.
   *
   * @param file the file: a larger one is given more time
   * @param parse the parser
   * @return what it returned
   * @throws ModelLoadException if it failed, or did not end in time
   */
  public static <T> T run(Path file, Callable<T> parse) {
    String source = file.toString();
    FutureTask<T> task = new FutureTask<>(parse);
    Thread thread = new Thread(null, task, "sightline-keras-parse", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(SECONDS_FOR_ANY + size(file) / BYTES_A_SECOND, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(source, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      task.cancel(true);
      throw damaged(source, "one that leads in circles", e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new ModelLoadException(
          "%s was not opened: the thread was interrupted. Open it again.".formatted(source),
          source,
          e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * Parses a part later on, on the caller's thread, when the way to it has been checked.
   *
   * @param source the path of the file
   * @param parse the parser
   * @return what it returned
   * @throws ModelLoadException if it failed
   */
  static <T> T guard(String source, Callable<T> parse) {
    try {
      return parse.call();
    } catch (Exception | StackOverflowError | OutOfMemoryError | InternalError e) {
      throw failure(source, e);
    }
  }

  private static ModelLoadException failure(String source, Throwable failure) {
    if (failure instanceof ModelLoadException known) {
      return known;
    }
    if (failure instanceof StackOverflowError) {
      return damaged(source, "one that leads in circles", failure);
    }
    if (failure instanceof OutOfMemoryError) {
      return damaged(source, "one that asks for more memory than there is", failure);
    }
    if (failure instanceof ZipException || failure instanceof EOFException) {
      return damaged(source, "one that does not add up (" + failure.getMessage() + ")", failure);
    }
    if (failure instanceof IOException) {
      return new ModelLoadException(
          "%s cannot be read: expected a readable file, found %s. Check the file and the disk."
              .formatted(source, failure),
          source,
          failure);
    }
    return damaged(source, "one that breaks off or contradicts itself (" + failure + ")", failure);
  }

  private static ModelLoadException damaged(String source, String found, Throwable cause) {
    return new ModelLoadException(
        "%s is damaged: expected a whole Keras file, found %s. Copy or save it again."
            .formatted(source, found),
        source,
        cause);
  }
}
