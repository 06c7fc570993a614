package io.sightline.postprocess.evaluation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The JSON of this package: names in snake case, null for what is undefined or not known. */
final class EvaluationJson {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private EvaluationJson() {}

  static String write(JsonObject object) {
    return GSON.toJson(object);
  }

  static JsonObject of(EvaluationReport report) {
    JsonObject json = new JsonObject();
    json.addProperty("folder", report.folder());
    json.addProperty("pictures", report.pictures());
    json.addProperty("failed", report.failures().size());
    of(report.evaluation()).entrySet().forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    JsonArray failures = new JsonArray();
    for (EvaluationReport.Failure failure : report.failures()) {
      JsonObject error = new JsonObject();
      error.addProperty("type", failure.type());
      error.addProperty("message", failure.message());
      JsonObject object = new JsonObject();
      object.addProperty("image", failure.image());
      object.add("error", error);
      failures.add(object);
    }
    json.add("failures", failures);
    json.add("without_class", texts(report.withoutClass()));
    return json;
  }

  static JsonObject of(ClassificationEvaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    JsonObject json = new JsonObject();
    json.addProperty("evaluated", evaluation.count());
    json.add("top_1", number(evaluation.accuracy()));
    json.add(
        "top_5", evaluation.knowsTopK(5) ? number(evaluation.topKAccuracy(5)) : JsonNull.INSTANCE);
    json.add("macro_average", average(matrix.macroAverage()));
    json.add("weighted_average", average(matrix.weightedAverage()));
    json.add(
        "calibration",
        evaluation.hasProbabilities() ? of(evaluation.calibration()) : JsonNull.INSTANCE);
    JsonArray classes = new JsonArray();
    for (ClassMetrics metrics : matrix.metrics()) {
      JsonObject object = counts(metrics);
      object.add("precision", number(metrics.precision()));
      object.add("recall", number(metrics.recall()));
      object.add("f1", number(metrics.f1()));
      classes.add(object);
    }
    json.add("classes", classes);
    json.add("confusion_matrix", of(matrix));
    return json;
  }

  static JsonObject of(SegmentationEvaluation evaluation) {
    ConfusionMatrix matrix = evaluation.confusionMatrix();
    JsonObject json = new JsonObject();
    json.addProperty("maps", evaluation.maps());
    json.addProperty("pixels", matrix.total());
    json.addProperty("ignored_pixels", evaluation.ignoredPixels());
    json.addProperty("unseen_pixels", evaluation.unseenPixels());
    json.add("pixel_accuracy", number(evaluation.pixelAccuracy()));
    json.add("mean_iou", number(evaluation.meanIntersectionOverUnion()));
    JsonArray classes = new JsonArray();
    for (ClassMetrics metrics : matrix.metrics()) {
      JsonObject object = counts(metrics);
      object.add("iou", number(metrics.intersectionOverUnion()));
      classes.add(object);
    }
    json.add("classes", classes);
    json.add("confusion_matrix", of(matrix));
    return json;
  }

  static JsonObject of(ConfusionMatrix matrix) {
    JsonArray rows = new JsonArray();
    for (int truth = 0; truth < matrix.size(); truth++) {
      JsonArray row = new JsonArray();
      for (int guess = 0; guess < matrix.size(); guess++) {
        row.add(matrix.count(truth, guess));
      }
      rows.add(row);
    }
    JsonObject json = new JsonObject();
    json.add("labels", texts(matrix.labels()));
    json.add("counts", rows);
    return json;
  }

  private static JsonObject of(Calibration calibration) {
    JsonArray bins = new JsonArray();
    for (Calibration.Bin bin : calibration.bins()) {
      JsonObject object = new JsonObject();
      object.addProperty("above", bin.above());
      object.addProperty("up_to", bin.upTo());
      object.addProperty("count", bin.count());
      object.add("accuracy", number(bin.accuracy()));
      object.add("mean_confidence", number(bin.meanConfidence()));
      bins.add(object);
    }
    JsonObject json = new JsonObject();
    json.add("expected_error", number(calibration.expectedError()));
    json.add("bins", bins);
    return json;
  }

  private static JsonObject counts(ClassMetrics metrics) {
    JsonObject json = new JsonObject();
    json.addProperty("index", metrics.index());
    json.addProperty("label", metrics.label());
    json.addProperty("support", metrics.support());
    json.addProperty("predicted", metrics.predicted());
    json.addProperty("correct", metrics.correct());
    return json;
  }

  private static JsonElement average(Optional<AverageMetrics> average) {
    if (average.isEmpty()) {
      return JsonNull.INSTANCE;
    }
    JsonObject json = new JsonObject();
    json.addProperty("precision", average.get().precision());
    json.addProperty("recall", average.get().recall());
    json.addProperty("f1", average.get().f1());
    return json;
  }

  private static JsonElement number(OptionalDouble value) {
    return value.isPresent() ? new JsonPrimitive(value.getAsDouble()) : JsonNull.INSTANCE;
  }

  private static JsonArray texts(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
