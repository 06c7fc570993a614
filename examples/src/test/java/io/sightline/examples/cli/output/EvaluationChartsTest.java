package io.sightline.examples.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.postprocess.evaluation.ClassMetrics;
import io.sightline.postprocess.evaluation.ClassificationEvaluator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationChartsTest {
  @TempDir private Path directory;

  @Test
  void shown_manyClasses_areThoseThatOccur() {
    assertThat(EvaluationCharts.shown(evaluator(1000, 7, 990).evaluation().confusionMatrix()))
        .extracting(ClassMetrics::index)
        .containsExactly(7, 990);
    assertThat(EvaluationCharts.shown(evaluator(25, 7, 9).evaluation().confusionMatrix()))
        .hasSize(25);
  }

  @Test
  void write_manyClasses_isAChartOfThoseThatOccur() throws IOException {
    EvaluationCharts.write(evaluator(1000, 7, 990).evaluation(), directory);

    BufferedImage chart = ImageIO.read(directory.resolve(EvaluationCharts.CONFUSION).toFile());
    assertThat(chart.getHeight()).isLessThan(1000);
  }

  @Test
  void write_noAnswers_writesNothing() throws IOException {
    EvaluationCharts.write(ClassificationEvaluator.ofClasses(3).evaluation(), directory);

    assertThat(directory).isEmptyDirectory();
  }

  /** Saw one picture. */
  private static ClassificationEvaluator evaluator(int classes, int truth, int guess) {
    ClassificationEvaluator evaluator = ClassificationEvaluator.ofClasses(classes);
    float[] scores = new float[classes];
    scores[guess] = 1;
    evaluator.add(truth, scores);
    return evaluator;
  }
}
