package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import io.sightline.examples.cli.output.Json;
import io.sightline.postprocess.labels.Label;
import io.sightline.postprocess.labels.LabelOptions;
import io.sightline.postprocess.labels.Labels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a label file says. */
@Command(
    name = "labels",
    description = "Says what a label file says: ids and names, in the order of the file.",
    mixinStandardHelpOptions = true)
final class LabelsCommand implements Callable<Integer> {
  private static final int MAX_NAME_WIDTH = 40;

  @Parameters(paramLabel = "FILE", description = "The label file, of any kind.")
  private Path file;

  @Option(names = "--json", description = "Print one JSON object a line.")
  private boolean json;

  @Option(
      names = "--skip-unknown-fields",
      description = "Skip the fields of a label map that are unknown.")
  private boolean skipUnknownFields;

  @Override
  public Integer call() {
    LabelOptions options = LabelOptions.standard();
    Labels labels = Labels.read(file, skipUnknownFields ? options.skipUnknownFields() : options);
    if (json) {
      labels.entries().forEach(label -> System.out.println(Json.line(toJson(label))));
    } else {
      print(labels.entries());
    }
    labels.notes().forEach(note -> System.err.println("sightline: " + note));
    return 0;
  }

  private static JsonObject toJson(Label label) {
    JsonObject object = new JsonObject();
    object.addProperty("id", label.id());
    object.addProperty("name", label.name());
    label.displayName().ifPresent(name -> object.addProperty("display_name", name));
    return object;
  }

  private static void print(List<Label> entries) {
    int idWidth = width(entries.stream().map(label -> Integer.toString(label.id())).toList(), 12);
    int nameWidth = width(entries.stream().map(Label::name).toList(), MAX_NAME_WIDTH);
    for (Label label : entries) {
      String name =
          label
              .displayName()
              .map(shown -> padded(label.name(), nameWidth) + "  " + shown)
              .orElse(label.name());
      System.out.println(" ".repeat(idWidth - idLength(label)) + label.id() + "  " + name);
    }
  }

  private static int idLength(Label label) {
    return Integer.toString(label.id()).length();
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static int width(List<String> texts, int most) {
    return Math.min(most, texts.stream().mapToInt(String::length).max().orElse(0));
  }
}
