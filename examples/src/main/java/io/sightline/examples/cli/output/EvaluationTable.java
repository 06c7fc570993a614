package io.sightline.examples.cli.output;

import io.sightline.postprocess.evaluation.AverageMetrics;
import io.sightline.postprocess.evaluation.ClassMetrics;
import io.sightline.postprocess.evaluation.ClassificationEvaluation;
import io.sightline.postprocess.evaluation.ConfusionMatrix;
import io.sightline.postprocess.evaluation.EvaluationReport;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A report as text: the main figures, the classes that occur, the worst confusions. */
public final class EvaluationTable {
  private static final String MACRO = "macro average";
  private static final String WEIGHTED = "weighted average";
  private static final int WORST = 10;

  private final StringBuilder text = new StringBuilder();

  private EvaluationTable() {}

  /**
   * The table of a report.
   *
   * @param report the report
   * @return the lines, each with its end
   */
  public static String of(EvaluationReport report) {
    EvaluationTable table = new EvaluationTable();
    table.figures(report);
    table.classes(report.evaluation().confusionMatrix());
    table.confusions(report.evaluation().confusionMatrix());
    return table.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format + "%n", arguments));
  }

  private void figures(EvaluationReport report) {
    ClassificationEvaluation evaluation = report.evaluation();
    line(
        "%d pictures: %d evaluated, %d failed",
        report.pictures(), evaluation.count(), report.failures().size());
    line("top-1                       %s", number(evaluation.accuracy()));
    line(
        "top-5                       %s",
        evaluation.knowsTopK(5) ? number(evaluation.topKAccuracy(5)) : "not known");
    line(
        "expected calibration error  %s",
        evaluation.hasProbabilities()
            ? number(evaluation.calibration().expectedError())
            : "not known: the scores are no probabilities");
  }

  private void classes(ConfusionMatrix matrix) {
    List<ClassMetrics> occurring =
        matrix.metrics().stream()
            .filter(metrics -> metrics.support() > 0 || metrics.predicted() > 0)
            .toList();
    int width =
        Math.max(
            WEIGHTED.length(),
            occurring.stream().mapToInt(metrics -> metrics.label().length()).max().orElse(0));
    String row = "%-" + width + "s  %9s  %9s  %9s  %9s";
    line("");
    line(row, "class", "evaluated", "precision", "recall", "F1");
    for (ClassMetrics metrics : occurring) {
      line(
          row,
          metrics.label(),
          metrics.support(),
          number(metrics.precision()),
          number(metrics.recall()),
          number(metrics.f1()));
    }
    matrix.macroAverage().ifPresent(average -> average(row, MACRO, average));
    matrix.weightedAverage().ifPresent(average -> average(row, WEIGHTED, average));
  }

  private void average(String row, String name, AverageMetrics average) {
    line(
        row,
        name,
        "",
        number(OptionalDouble.of(average.precision())),
        number(OptionalDouble.of(average.recall())),
        number(OptionalDouble.of(average.f1())));
  }

  private void confusions(ConfusionMatrix matrix) {
    List<ConfusionMatrix.Confusion> worst = matrix.confusions(WORST);
    if (!worst.isEmpty()) {
      line("");
      line("confused most");
      worst.forEach(confusion -> line("  %s", confusion));
    }
  }

  /** A dash stands for what is undefined. */
  private static String number(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "-";
  }
}
