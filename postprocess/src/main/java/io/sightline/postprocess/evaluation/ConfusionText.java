package io.sightline.postprocess.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A confusion matrix for people and for spreadsheets. */
final class ConfusionText {
  /** A table of more classes is not read by people. */
  private static final int MAX_TABLE = 20;

  private static final String CORNER = "true \\ predicted";
  private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

  private ConfusionText() {}

  /** The columns have the names of the classes as well, so that no number needs a legend. */
  static String table(ConfusionMatrix matrix) {
    if (matrix.size() > MAX_TABLE) {
      return "%s classes, %s of %s right"
          .formatted(matrix.size(), matrix.correct(), matrix.total());
    }
    List<List<String>> rows = rows(matrix);
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      table.append(table.isEmpty() ? "" : "\n");
      for (int column = 0; column < row.size(); column++) {
        String blanks = " ".repeat(width(rows, column) - length(row.get(column)));
        table.append(column == 0 ? row.get(column) + blanks : "  " + blanks + row.get(column));
      }
    }
    return table.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static String csv(ConfusionMatrix matrix) {
    StringBuilder csv = new StringBuilder();
    for (List<String> row : rows(matrix)) {
      csv.append(String.join(",", row.stream().map(ConfusionText::quoted).toList())).append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String cell) {
    return NEEDS_QUOTES.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }

  private static List<List<String>> rows(ConfusionMatrix matrix) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of(CORNER));
    head.addAll(matrix.labels());
    rows.add(head);
    for (int truth = 0; truth < matrix.size(); truth++) {
      List<String> row = new ArrayList<>(List.of(matrix.labels().get(truth)));
      for (int guess = 0; guess < matrix.size(); guess++) {
        row.add(Long.toString(matrix.count(truth, guess)));
      }
      rows.add(row);
    }
    return rows;
  }
}
