package io.sightline.postprocess.labels;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.DelimitedText;
import io.sightline.postprocess.labels.text.DelimitedText.Field;
import io.sightline.postprocess.labels.text.Numbers;
import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads tables: {@code id,name} or {@code name,id} without a header, or columns that a header
 * names.
 */
final class TableLabels {
  /** What tells the columns. */
  enum Columns {
    HEADER,
    ID_NAME,
    /** The class mapping of keras-retinanet's CSV generator. */
    NAME_ID
  }

  static final String SEPARATORS = ",;\t";

  private static final Set<String> IDS =
      Set.of("id", "index", "idx", "classid", "classindex", "labelid", "categoryid", "number");
  private static final Set<String> NAMES =
      Set.of("name", "classname", "label", "labelname", "class", "category", "categoryname", "mid");
  private static final Set<String> DISPLAY_NAMES = Set.of("displayname", "title");
  private static final int NONE = -1;

  private final SourceText source;
  private int idColumn = NONE;
  private int nameColumn = NONE;
  private int displayColumn = NONE;

  private TableLabels(SourceText source) {
    this.source = source;
  }

  /** The separator of a header that names an id's column and a name's; zero if it is no header. */
  static char separatorOfHeader(String firstLine) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (firstLine.indexOf(separator) > 0) {
        TableLabels table = new TableLabels(new SourceText("", firstLine));
        table.header(List.of(firstLine.split(String.valueOf(separator), -1)));
        if (table.nameColumn != NONE && (table.idColumn != NONE || table.displayColumn != NONE)) {
          return separator;
        }
      }
    }
    return 0;
  }

  static LabelSet parse(SourceText source, char separator, Columns columns) {
    List<List<Field>> rows = DelimitedText.rows(source, separator);
    TableLabels table = new TableLabels(source);
    switch (columns) {
      case HEADER -> table.header(rows.get(0).stream().map(Field::text).toList());
      case ID_NAME -> {
        table.idColumn = 0;
        table.nameColumn = 1;
      }
      case NAME_ID -> {
        table.idColumn = 1;
        table.nameColumn = 0;
      }
    }
    int first = columns == Columns.HEADER ? 1 : 0;
    return table.labels(rows.subList(first, rows.size()), rows.get(0).size());
  }

  private void header(List<String> fields) {
    for (int i = fields.size() - 1; i >= 0; i--) {
      String name = fields.get(i).toLowerCase(Locale.ROOT).replaceAll("[\" _-]", "").strip();
      if (IDS.contains(name)) {
        idColumn = i;
      } else if (DISPLAY_NAMES.contains(name)) {
        displayColumn = i;
      } else if (NAMES.contains(name)) {
        nameColumn = i;
      }
    }
    if (nameColumn == NONE && idColumn != NONE) {
      nameColumn = displayColumn == NONE && fields.size() == 2 ? 1 - idColumn : displayColumn;
      displayColumn = nameColumn == displayColumn ? NONE : displayColumn;
    }
  }

  private LabelSet labels(List<List<Field>> rows, int columns) {
    List<Label> entries = new ArrayList<>(rows.size());
    for (List<Field> row : rows) {
      if (row.size() != columns || (idColumn == 0 && nameColumn == 1 && columns < 2)) {
        throw wrongColumns(row, columns);
      }
      entries.add(label(row, entries.size()));
    }
    if (entries.isEmpty()) {
      throw source.failure(
          source.text().length(),
          "The table has no rows: expected a class on each line after the header, found none. %s"
              .formatted("Check the path."));
    }
    return new LabelSet(entries, idColumn != NONE, List.of());
  }

  private Label label(List<Field> row, int position) {
    int id =
        idColumn == NONE
            ? position
            : Numbers.id(row.get(idColumn).text(), row.get(idColumn).offset(), source);
    Field name = row.get(nameColumn);
    if (name.text().isEmpty()) {
      throw source.failure(
          name.offset(),
          "A name is missing: expected one for the class %s, found an empty field. Name the class."
              .formatted(id));
    }
    return displayColumn == NONE
        ? Label.of(id, name.text())
        : Label.of(id, name.text(), row.get(displayColumn).text());
  }

  private FileFormatException wrongColumns(List<Field> row, int columns) {
    return source.failure(
        row.get(0).offset(),
        "A row has another number of fields: expected %s as in the first row, found %s. %s"
            .formatted(columns, row.size(), "Put a name that holds the separator in quotes."));
  }
}
