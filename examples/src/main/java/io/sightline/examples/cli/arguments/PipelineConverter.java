package io.sightline.examples.cli.arguments;

import io.sightline.preprocess.TrainingPipeline;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code keras_load_img}, also with hyphens. */
final class PipelineConverter implements ITypeConverter<TrainingPipeline> {
  @Override
  public TrainingPipeline convert(String value) {
    return EnumNames.constant(TrainingPipeline.class, value.replace('-', '_'))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s, found %s"
                        .formatted(EnumNames.names(TrainingPipeline.class), value)));
  }
}
