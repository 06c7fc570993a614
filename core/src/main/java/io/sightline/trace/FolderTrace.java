package io.sightline.trace;

import io.sightline.image.DecodedImage;
import io.sightline.image.Geometry;
import io.sightline.image.Png;
import io.sightline.model.Feed;
import io.sightline.tensor.Npy;
import io.sightline.tensor.TensorValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each thing as soon as it is there, so that even a process that dies leaves what it came
 * to; the report comes last. A call that is given up while a step runs is reported by another
 * thread.
 */
final class FolderTrace implements PredictionTrace {
  private static final Logger LOGGER = LoggerFactory.getLogger(FolderTrace.class);

  /** What the files of the model's inputs and outputs are called. */
  private static final Pattern RESERVED = Pattern.compile("(?i)input|(input|output)-.*");

  private final Path folder;
  private final Report report;
  private final TraceClock clock;
  private final FileNames names = new FileNames();

  FolderTrace(Path folder, Report report, TraceClock clock) {
    this.folder = folder;
    this.report = report;
    this.clock = clock;
  }

  @Override
  public synchronized void offer(String name, Supplier<?> made) {
    attempt(name, () -> write(name, made.get()));
  }

  private void write(String name, Object made) throws IOException {
    if (made instanceof DecodedImage picture) {
      String file = names.unique(name, ".png");
      Png.write(folder.resolve(file), picture);
      report.picture(name, file, picture);
    } else if (made instanceof TensorValue value) {
      boolean reserved = RESERVED.matcher(FileNames.safe(name)).matches();
      report.tensor(name, writeTensor(reserved ? "offered-" + name : name, value), value);
    } else {
      report.setting(name, made);
    }
  }

  private String writeTensor(String name, TensorValue value) throws IOException {
    String file = names.unique(name, ".npy");
    Npy.write(folder.resolve(file), value);
    return file;
  }

  @Override
  public synchronized void feeds(Map<String, Feed> feeds, Optional<Geometry> geometry) {
    geometry.ifPresent(report::geometry);
    feeds.forEach(
        (name, feed) ->
            attempt(
                "input " + name,
                () -> {
                  // One item is fed at a time, so a feed is one part.
                  TensorValue value = feed.parts().get(0).reshape(feed.shape());
                  String file = feeds.size() == 1 ? "input" : "input-" + name;
                  report.input(name, writeTensor(file, value), value);
                }));
  }

  @Override
  public synchronized void outputs(Map<String, TensorValue> outputs) {
    outputs.forEach(
        (name, value) ->
            attempt(
                "output " + name,
                () -> report.output(name, writeTensor("output-" + name, value), value)));
  }

  @Override
  public synchronized void succeeded(Object answer) {
    report.result(answer);
    writeReport();
  }

  @Override
  public synchronized void failed(Throwable failure) {
    report.failure(failure);
    writeReport();
  }

  private void writeReport() {
    report.timings(clock.nanos());
    attempt("report.json", () -> Files.writeString(folder.resolve("report.json"), report.toJson()));
  }

  private interface Writing {
    void run() throws IOException;
  }

  /** An interrupt would close the files that are written, so it waits until they are. */
  private void attempt(String what, Writing writing) {
    boolean interrupted = Thread.interrupted();
    try {
      clock.trace(() -> runOrWarn(what, writing));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void runOrWarn(String what, Writing writing) {
    try {
      writing.run();
    } catch (IOException | RuntimeException e) {
      report.missing(what, e);
      LOGGER.warn("The trace {} lacks {}; the prediction goes on: {}", folder, what, e.toString());
    }
  }
}
