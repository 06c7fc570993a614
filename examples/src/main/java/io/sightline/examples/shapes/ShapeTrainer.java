package io.sightline.examples.shapes;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Trains the network on pictures that are drawn as it goes, none of them twice, and leaves the
 * weights in a checkpoint.
 */
final class ShapeTrainer {
  /** Seed of the initial weights. */
  static final long SEED = 20_240_501;

  private static final int BATCH_SIZE = 36;
  private static final int STEPS_PER_REPORT = 250;

  /** Steps at one learning rate, which an optimiser cannot change once its graph is built. */
  private record Phase(float learningRate, int steps) {}

  private static final List<Phase> PHASES =
      List.of(new Phase(2e-3f, 2500), new Phase(7e-4f, 1000), new Phase(2e-4f, 500));

  private final Path checkpoint;
  private final Consumer<String> progress;
  private int picturesSeen;

  private ShapeTrainer(Path checkpoint, Consumer<String> progress) {
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /**
   * Trains from scratch.
   *
   * @param checkpoint start of the names of the files to write, in a directory that exists
   * @param progress takes a line now and then
   * @return how many pictures the network was trained on
   */
  static int train(Path checkpoint, Consumer<String> progress) {
    ShapeTrainer trainer = new ShapeTrainer(checkpoint, progress);
    for (Phase phase : PHASES) {
      trainer.train(phase);
    }
    return trainer.picturesSeen;
  }

  private void train(Phase phase) {
    progress.accept(phase.steps() + " steps at learning rate " + phase.learningRate());
    try (TrainingGraph graph = new TrainingGraph(phase.learningRate(), SEED)) {
      if (picturesSeen > 0) {
        graph.restore(checkpoint);
      }
      for (int done = 0; done < phase.steps(); done += STEPS_PER_REPORT) {
        trainAndReport(graph);
      }
      graph.save(checkpoint);
    }
  }

  private void trainAndReport(TrainingGraph graph) {
    Accuracy accuracy = new Accuracy();
    double loss = 0;
    for (int i = 0; i < STEPS_PER_REPORT; i++) {
      Batch batch = Batch.draw(PictureSet.TRAINING, picturesSeen, BATCH_SIZE);
      loss += graph.step(batch, accuracy) / STEPS_PER_REPORT;
      picturesSeen += BATCH_SIZE;
    }
    progress.accept(
        String.format(
            Locale.ROOT,
            "  %,7d pictures   loss %.3f   right %5.1f %%",
            picturesSeen,
            loss,
            100 * accuracy.overall()));
  }
}
