package io.sightline.examples.cli;

import io.sightline.Predictor;
import io.sightline.examples.cli.arguments.LabelArguments;
import io.sightline.examples.cli.arguments.ModelArguments;
import io.sightline.examples.cli.arguments.StepArguments;
import io.sightline.examples.cli.output.EvaluationCharts;
import io.sightline.examples.cli.output.EvaluationTable;
import io.sightline.examples.cli.output.ProgressBar;
import io.sightline.image.ImageSource;
import io.sightline.model.ModelSession;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.TopK;
import io.sightline.postprocess.evaluation.EvaluationReport;
import io.sightline.postprocess.evaluation.FolderEvaluation;
import io.sightline.postprocess.labels.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how good a classifier is. */
@Command(
    name = "evaluate",
    description =
        "Says how good a classifier is: holds its answers against a folder with a sub-folder for"
            + " each class.",
    mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
  /** So that the top-5 accuracy is known. */
  private static final int LISTED = 5;

  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder. Its sub-folders are called by the labels of their classes, or by index.")
  private Path data;

  @Option(names = "--json", description = "Print the whole report as one JSON object.")
  private boolean json;

  @Option(
      names = "--charts",
      paramLabel = "DIR",
      description = "Write confusion-matrix.png and reliability.png there.")
  private @Nullable Path charts;

  @Mixin private LabelArguments labelArguments;
  @Mixin private ModelArguments modelArguments;
  @Mixin private StepArguments steps;

  @Override
  public Integer call() throws IOException {
    Optional<Labels> labels = labelArguments.read();
    EvaluationReport report;
    try (ModelSession session = modelArguments.open(model)) {
      TopK topK = ClassifyCommand.topK(LISTED, labels);
      try (Predictor<ImageSource, Classification> predictor =
          PicturesCommand.predictor(session, steps, modelArguments.inputName(), topK)) {
        steps.warnOfUnstatedNormalization(session.description());
        report = evaluate(predictor, labels);
      }
    }
    if (json) {
      System.out.println(report.toJson());
    } else {
      System.out.print(EvaluationTable.of(report));
      for (EvaluationReport.Failure failure : report.failures()) {
        System.err.println("sightline: " + failure.message());
      }
    }
    if (!report.withoutClass().isEmpty()) {
      System.err.println(
          "sightline: not evaluated, as they lie beside the folders of the classes: "
              + String.join(", ", report.withoutClass()));
    }
    if (charts != null) {
      EvaluationCharts.write(report.evaluation(), charts);
    }
    return report.failures().isEmpty() ? 0 : Sightline.SOME_FAILED;
  }

  private EvaluationReport evaluate(
      Predictor<ImageSource, Classification> predictor, Optional<Labels> labels)
      throws IOException {
    FolderEvaluation unnamed = FolderEvaluation.of(data);
    FolderEvaluation evaluation = labels.map(unnamed::labels).orElse(unnamed);
    try (ProgressBar progress = new ProgressBar()) {
      return evaluation.progress(progress::show).run(predictor);
    }
  }
}
