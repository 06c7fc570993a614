package io.sightline.examples.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.examples.cli.model.ModelTask;
import io.sightline.examples.cli.output.Json;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a model is. */
@Command(
    name = "inspect",
    description = "Says what a model is, what it takes and gives, and how to run it.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "The model.")
  private Path model;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private ModelArguments modelArguments;

  @Override
  public Integer call() {
    try (ModelSession session = modelArguments.open(model)) {
      ModelDescription description = session.description();
      ModelTask task = ModelTask.of(description, modelArguments.stated());
      if (json) {
        System.out.println(Json.line(toJson(description, task)));
      } else {
        print(description, task);
      }
      return 0;
    }
  }

  private static void print(ModelDescription description, ModelTask task) {
    row("model", description.name());
    row("format", description.format());
    row("written by", description.producer());
    if (!description.tags().isEmpty()) {
      row("tags", String.join(", ", description.tags()));
    }
    description
        .signatures()
        .values()
        .forEach(
            signature ->
                row(
                    description.signature().filter(signature.name()::equals).isPresent()
                        ? "signature *"
                        : "signature",
                    signature.name()));
    specs("input", description.inputs());
    specs("output", description.outputs());
    description.parameters().ifPresent(count -> row("parameters", Long.toString(count)));
    row(
        "operations",
        description.operations().values().stream().mapToInt(n -> n).sum()
            + " of "
            + description.operations().size()
            + " kinds");
    row("contract", task.contract() + ": " + task.reason());
    description.notes().forEach(note -> row("note", note));
    row("try", task.command());
    if (task.command().contains("--normalize")) {
      row("", "(--normalize is a guess: unit, signed, caffe or torch, as the model was trained)");
    }
  }

  private static void specs(String what, List<TensorSpec> specs) {
    specs.forEach(spec -> row(what, spec.toString()));
  }

  private static void row(String key, String value) {
    System.out.println(key + " ".repeat(Math.max(1, 13 - key.length())) + value);
  }

  private static JsonObject toJson(ModelDescription description, ModelTask task) {
    JsonObject object = new JsonObject();
    object.addProperty("model", description.name());
    object.addProperty("format", description.format());
    object.addProperty("version", description.producer());
    object.add("tags", strings(List.copyOf(description.tags())));
    object.addProperty("signature", description.signature().orElse(null));
    JsonObject signatures = new JsonObject();
    description
        .signatures()
        .forEach(
            (key, signature) -> {
              JsonObject ends = new JsonObject();
              ends.add("inputs", Json.specs(signature.inputs()));
              ends.add("outputs", Json.specs(signature.outputs()));
              signatures.add(key, ends);
            });
    object.add("signatures", signatures);
    object.add("inputs", Json.specs(description.inputs()));
    object.add("outputs", Json.specs(description.outputs()));
    JsonObject contract = new JsonObject();
    contract.addProperty("name", task.contract());
    contract.addProperty("reason", task.reason());
    object.add("contract", contract);
    description.parameters().ifPresent(count -> object.addProperty("parameters", count));
    JsonObject operations = new JsonObject();
    description.operations().forEach(operations::addProperty);
    object.add("operations", operations);
    object.add("notes", strings(description.notes()));
    object.addProperty("command", task.command());
    return object;
  }

  private static JsonArray strings(List<String> values) {
    JsonArray array = new JsonArray();
    values.forEach(array::add);
    return array;
  }
}
