package io.sightline.examples.cli;

import io.sightline.error.PredictionException;
import io.sightline.examples.cli.arguments.ImageArguments;
import io.sightline.examples.superres.SuperResolution;
import io.sightline.image.DecodedImage;
import io.sightline.image.ImageSource;
import io.sightline.image.Png;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Enlarges pictures; a broken one never stops the rest. */
@Command(
    name = "superres",
    description =
        "Enlarges pictures with a model for their luminance; colours by bicubic interpolation.",
    mixinStandardHelpOptions = true)
final class SuperresCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "MODEL", required = true, description = "The model.")
  private Path model;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Write each picture there, under its relative path, as .png.")
  private Path out;

  @Mixin private ImageArguments images;

  @Override
  public Integer call() throws IOException {
    boolean allWell = true;
    try (SuperResolution enlarger = SuperResolution.open(model)) {
      for (ImageArguments.Picture picture : images.pictures()) {
        try {
          DecodedImage enlarged = enlarger.enlarge(ImageSource.of(picture.path()));
          Path file = out.resolve(picture.relative() + ".png");
          Files.createDirectories(file.toAbsolutePath().getParent());
          Png.write(file, enlarged);
          System.out.println(picture.name() + ": " + enlarged.size());
        } catch (PredictionException e) {
          System.err.println("sightline: " + e.getMessage());
          allWell = false;
        }
      }
    }
    return allWell ? 0 : Sightline.SOME_FAILED;
  }
}
