package io.sightline.examples.cli.output;

import io.sightline.postprocess.evaluation.Calibration;
import io.sightline.postprocess.evaluation.ClassMetrics;
import io.sightline.postprocess.evaluation.ClassificationEvaluation;
import io.sightline.postprocess.evaluation.ConfusionMatrix;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** An evaluation as pictures: which class was taken for which, and whether confidence is earned. */
public final class EvaluationCharts {
  static final String CONFUSION = "confusion-matrix.png";
  static final String RELIABILITY = "reliability.png";

  /** From here on numbers in the cells and the names of all classes find no room. */
  private static final int MANY_CLASSES = 25;

  private static final Color DARK = new Color(0x1f5f99);
  private static final Color LIGHT = new Color(0x6fa8dc);
  private static final Color WARM = new Color(0xc0562a);

  private EvaluationCharts() {}

  /**
   * Writes the charts; that of the reliability only if the scores are probabilities.
   *
   * @param evaluation the evaluation
   * @param folder the folder, which is made if it is missing
   * @throws IOException if a file cannot be written
   */
  public static void write(ClassificationEvaluation evaluation, Path folder) throws IOException {
    if (evaluation.count() == 0) {
      System.err.println("sightline: there are no charts, as there are no answers");
      return;
    }
    Files.createDirectories(folder);
    write(
        BitmapEncoder.getBufferedImage(confusion(evaluation.confusionMatrix())),
        folder.resolve(CONFUSION));
    if (evaluation.hasProbabilities()) {
      write(
          BitmapEncoder.getBufferedImage(reliability(evaluation.calibration())),
          folder.resolve(RELIABILITY));
    } else {
      System.err.println(
          "sightline: there is no chart of the reliability, as the scores are no probabilities");
    }
  }

  private static void write(BufferedImage chart, Path file) throws IOException {
    if (!ImageIO.write(chart, "png", file.toFile())) {
      throw new IOException("This Java cannot write PNG");
    }
  }

  /** The classes of a chart: all, or of many those that occur. */
  static List<ClassMetrics> shown(ConfusionMatrix matrix) {
    return matrix.metrics().stream()
        .filter(
            metrics ->
                matrix.size() <= MANY_CLASSES || metrics.support() > 0 || metrics.predicted() > 0)
        .toList();
  }

  /** The first class is at the top and on the left, as in a printed matrix. */
  private static HeatMapChart confusion(ConfusionMatrix matrix) {
    List<ClassMetrics> shown = shown(matrix);
    int size = shown.size();
    int side = Math.min(2000, 300 + 40 * Math.max(8, size));
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(side + 100)
            .height(side)
            .title(
                "Which class is taken for which"
                    + (size == matrix.size() ? "" : ": the %s classes that occur".formatted(size)))
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    List<Number[]> cells = new ArrayList<>();
    long most = 1;
    for (int truth = 0; truth < size; truth++) {
      for (int guess = 0; guess < size; guess++) {
        long count = matrix.count(shown.get(truth).index(), shown.get(guess).index());
        most = Math.max(most, count);
        cells.add(new Number[] {guess, size - 1 - truth, count});
      }
    }
    List<String> labels = shown.stream().map(ClassMetrics::label).toList();
    List<String> upwards = new ArrayList<>(labels);
    Collections.reverse(upwards);
    chart.addSeries("pictures", labels, upwards, cells);
    chart
        .getStyler()
        .setRangeColors(new Color[] {Color.WHITE, LIGHT})
        .setMin(0)
        .setMax((double) most)
        .setShowValue(size <= MANY_CLASSES)
        .setValueFontColor(Color.BLACK)
        .setHeatMapDecimalValueFormatter(value -> Long.toString(Math.round(value)))
        .setDrawBorder(size <= MANY_CLASSES);
    chart.getStyler().setXAxisLabelRotation(90).setXAxisMaxLabelCount(MANY_CLASSES);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLocale(Locale.ROOT);
    return chart;
  }

  /** A bar for the accuracy of each bin beside the line on which it would equal confidence. */
  private static CategoryChart reliability(Calibration calibration) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(800)
            .height(600)
            .title("Reliability: " + calibration)
            .xAxisTitle("confidence up to")
            .yAxisTitle("accuracy")
            .build();
    List<String> bounds = new ArrayList<>();
    List<Double> accuracies = new ArrayList<>();
    List<Double> confidences = new ArrayList<>();
    for (Calibration.Bin bin : calibration.bins()) {
      bounds.add(String.format(Locale.ROOT, "%.2f", bin.upTo()));
      accuracies.add(bin.accuracy().orElse(0)); // a bin without answers has no bar
      confidences.add((bin.above() + bin.upTo()) / 2);
    }
    chart.addSeries("accuracy of the bin", bounds, accuracies).setFillColor(DARK);
    CategorySeries diagonal = chart.addSeries("perfect calibration", bounds, confidences);
    diagonal.setChartCategorySeriesRenderStyle(CategorySeriesRenderStyle.Line);
    diagonal.setMarkerColor(WARM).setLineColor(WARM);
    chart.getStyler().setOverlapped(true).setAvailableSpaceFill(0.9);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0).setYAxisDecimalPattern("0.0");
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLocale(Locale.ROOT);
    return chart;
  }
}
