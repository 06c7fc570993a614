package io.sightline.postprocess;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.Findings;
import io.sightline.postprocess.labels.Labels;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorValue;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes classifications of the scores of one model, and reports once what is strange in them. */
final class ScoreReader {
  private final TopKSettings settings;
  private final ModelDescription model;
  private final ScoreOutput from;
  private final ScoreKind kind;
  private final Findings findings = new Findings(LoggerFactory.getLogger(TopK.class));

  /** The names for the number of classes seen last, which is always the same but for odd models. */
  private volatile @Nullable NamesOfClasses namesOfClasses;

  private record NamesOfClasses(int classes, ClassNames names) {}

  private ScoreReader(TopKSettings settings, ModelDescription model, ScoreOutput from) {
    this.settings = settings;
    this.model = model;
    this.from = from;
    this.kind = settings.scoreRule().kind(lastOperation());
  }

  /** Checks the settings against a model. */
  static ScoreReader bind(TopKSettings settings, ModelDescription model) {
    ScoreOutput from = ScoreOutput.find(model, settings.output(), settings.labels());
    ScoreReader reader = new ScoreReader(settings, model, from);
    reader.checkRule();
    long classes = ScoreOutput.classes(model.output(from.scores()).orElseThrow());
    if (classes > 0 && from.names() == null) {
      reader.namesOfClasses = reader.namesOf((int) classes);
    }
    return reader;
  }

  private String lastOperation() {
    return model.lastOperation(from.scores()).orElse("");
  }

  private void checkRule() {
    String last = lastOperation();
    ScoreRule rule = settings.scoreRule();
    if (rule.isActivation() && ScoreRule.isActivation(last)) {
      throw new ModelMismatchException(
          "The scores in '%s' of %s are probabilities already: expected logits for .%s, found the operation %s at the model's end. Leave .%s away."
              .formatted(from.scores(), model.name(), rule, last, rule),
          model.name());
    }
    if (rule.equals(ScoreRule.PROBABILITIES) && ScoreRule.isLinear(last)) {
      findings.report(
          "logits",
          "The scores in '%s' of %s were said to be probabilities, but the model ends in %s, which gives logits. Use .softmax() or .sigmoid()."
              .formatted(from.scores(), model.name(), last));
    }
  }

  Classification read(Outputs outputs) {
    FloatBuffer numbers = row(outputs.tensor(from.scores()));
    ScoreRow row = new ScoreRow(numbers, settings.scoreRule());
    check(row);
    ClassNames names = names(outputs, numbers.limit());
    int[] best = row.best(settings.k(), names.eligible());
    List<ScoredClass> entries = new ArrayList<>(best.length);
    for (int index : best) {
      float score = row.score(index);
      if (settings.minScore() == null || score > settings.minScore()) {
        entries.add(new ScoredClass(index, names.name(index), score));
      }
    }
    return Classification.of(entries, kind(row));
  }

  private FloatBuffer row(TensorValue value) {
    Shape shape = value.shape();
    boolean isRow = shape.rank() > 0 && shape.length(-1) == value.size();
    if (!isRow || value.size() == 0) {
      throw new ModelMismatchException(
          "The output '%s' of %s holds no scores: expected one row of floats, found %s. %s"
              .formatted(from.scores(), model.name(), value, "Name another: .output(\"...\")."),
          model.name());
    }
    return value.elementType() == ElementType.FLOAT32
        ? value.floatBuffer()
        : FloatBuffer.wrap(value.floats());
  }

  private void check(ScoreRow row) {
    if (row.firstNaN() >= 0) {
      throw unusable("numbers", "NaN at index " + row.firstNaN());
    }
    if (row.hasNoSoftmax()) {
      throw unusable("finite logits", row.range());
    }
  }

  private ModelRunException unusable(String expected, String found) {
    return new ModelRunException(
        "The model %s gave no usable scores: expected %s in '%s', found %s. %s"
            .formatted(
                model.name(),
                expected,
                from.scores(),
                found,
                "Check the normalization of the input and the model's weights."),
        model.name());
  }

  /** What the scores are; what was said of them may turn out wrong. */
  private ScoreKind kind(ScoreRow row) {
    ScoreRule rule = settings.scoreRule();
    if (rule.isActivation() && row.length() > 1 && row.isDistribution()) {
      findings.report(
          "distribution",
          "The scores in '%s' of %s seem to be probabilities already: expected logits for .%s, found %s. Leave .%s away."
              .formatted(from.scores(), model.name(), rule, row.range(), rule));
    }
    if (!rule.isActivation() && kind == ScoreKind.PROBABILITY && !row.isDistribution()) {
      findings.report(
          "no distribution",
          "The scores in '%s' of %s are no probabilities of one choice, which are 0 to 1 and 1 together: found %s. %s"
              .formatted(
                  from.scores(),
                  model.name(),
                  row.range(),
                  "For logits, use .softmax() or .sigmoid()."));
      return ScoreKind.RAW;
    }
    return kind;
  }

  private ClassNames names(Outputs outputs, int classes) {
    if (from.names() == null) {
      return cachedNames(classes);
    }
    List<String> names = outputs.strings(from.names());
    if (names.size() != classes) {
      throw new ModelMismatchException(
          "The names in '%s' do not fit the scores in '%s': expected %s, found %s. %s"
              .formatted(
                  from.names(),
                  from.scores(),
                  classes,
                  names.size(),
                  "Name one output and labels."),
          model.name());
    }
    return ClassNames.of(names::get, classes, settings, model);
  }

  /** The names of the classes of a row, which are looked up once for rows of one length. */
  private ClassNames cachedNames(int classes) {
    NamesOfClasses seen = namesOfClasses;
    if (seen == null || seen.classes() != classes) {
      seen = namesOf(classes);
      namesOfClasses = seen;
    }
    return seen.names();
  }

  private NamesOfClasses namesOf(int classes) {
    Labels labels = settings.labels();
    if (labels == null) {
      return new NamesOfClasses(
          classes, ClassNames.of(Integer::toString, classes, settings, model));
    }
    Labels aligned = ClassNames.aligned(labels, classes, from.scores(), model);
    if (!aligned.equals(labels)) {
      findings.report(
          "aligned",
          "The labels of %s have been aligned with its %s classes: found %s. %s"
              .formatted(model.name(), classes, labels, aligned.notes().get(0)));
    }
    return new NamesOfClasses(classes, ClassNames.of(aligned::name, classes, settings, model));
  }
}
