package io.sightline.examples.cli;

import com.google.gson.JsonObject;
import io.sightline.Postprocessor;
import io.sightline.examples.cli.arguments.ImageArguments;
import io.sightline.image.Png;
import io.sightline.postprocess.segmentation.ClassArea;
import io.sightline.postprocess.segmentation.ClassColors;
import io.sightline.postprocess.segmentation.Segmentation;
import io.sightline.postprocess.segmentation.SegmentationMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which pixels of pictures belong to what. */
@Command(
    name = "segment",
    description = "Says which pixels of pictures belong to what: a class for each.",
    mixinStandardHelpOptions = true)
final class SegmentCommand extends PicturesCommand<SegmentationMap> {
  /** The palettes of the data sets that models are trained on. */
  enum Palette {
    PASCAL,
    CITYSCAPES,
    ADE20K,
    GENERATED;

    ClassColors colors() {
      return switch (this) {
        case PASCAL -> ClassColors.pascalVoc();
        case CITYSCAPES -> ClassColors.cityscapes();
        case ADE20K -> ClassColors.ade20k();
        case GENERATED -> ClassColors.generated();
      };
    }
  }

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Write two pictures of the size of each picture there, under its relative path: the class"
              + " ids (.ids.png) and the classes in colours (.classes.png).")
  private @Nullable Path out;

  @Option(
      names = "--colors",
      paramLabel = "PALETTE",
      defaultValue = "PASCAL",
      description =
          "pascal, cityscapes, ade20k, or generated for any number of classes; by default pascal.")
  private Palette palette;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description =
          "For models with one score a pixel: from which score on, exclusive, it is foreground.")
  private @Nullable Float threshold;

  @Override
  Postprocessor<SegmentationMap> postprocessor() {
    Segmentation standard = Segmentation.fromModel();
    Segmentation step = threshold == null ? standard : standard.threshold(threshold);
    return labels().map(step::labels).orElse(step);
  }

  @Override
  void handle(ImageArguments.Picture picture, SegmentationMap answer) throws IOException {
    if (out == null) {
      return;
    }
    Path ids = out.resolve(picture.relative() + ".ids.png");
    Files.createDirectories(ids.toAbsolutePath().getParent());
    SegmentationMap map = answer.toSource();
    Png.write(ids, map.toImage());
    Png.write(out.resolve(picture.relative() + ".classes.png"), map.colored(palette.colors()));
  }

  @Override
  void print(SegmentationMap answer) {
    for (ClassArea area : answer.classes()) {
      System.out.printf(
          Locale.ROOT,
          "  %5.1f %%  %s (%d)%n",
          100.0 * area.pixels() / answer.size().pixels(),
          area.label(),
          area.id());
    }
  }

  @Override
  void add(SegmentationMap answer, JsonObject line) {
    JsonObject pixels = new JsonObject();
    answer
        .classes()
        .forEach(area -> pixels.addProperty(Integer.toString(area.id()), area.pixels()));
    line.addProperty("width", answer.size().width());
    line.addProperty("height", answer.size().height());
    line.add("pixels", pixels);
  }
}
