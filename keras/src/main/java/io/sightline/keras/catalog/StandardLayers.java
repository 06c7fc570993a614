package io.sightline.keras.catalog;

import static java.util.Map.entry;

import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerConfig;
import io.sightline.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The layers of Keras that are known, with their weights. */
public final class StandardLayers implements LayerCatalog {
  private static final Set<String> WITHOUT_WEIGHTS =
      Set.of(
          "Activation",
          "ActivityRegularization",
          "AdaptiveAveragePooling1D",
          "AdaptiveAveragePooling2D",
          "AdaptiveAveragePooling3D",
          "AdaptiveMaxPooling1D",
          "AdaptiveMaxPooling2D",
          "AdaptiveMaxPooling3D",
          "Add",
          "AlphaDropout",
          "Average",
          "AveragePooling1D",
          "AveragePooling2D",
          "AveragePooling3D",
          "CenterCrop",
          "Concatenate",
          "Cropping1D",
          "Cropping2D",
          "Cropping3D",
          "CustomScaleLayer",
          "Dot",
          "Dropout",
          "ELU",
          "Flatten",
          "GaussianDropout",
          "GaussianNoise",
          "GlobalAveragePooling1D",
          "GlobalAveragePooling2D",
          "GlobalAveragePooling3D",
          "GlobalMaxPooling1D",
          "GlobalMaxPooling2D",
          "GlobalMaxPooling3D",
          "Identity",
          "LeakyReLU",
          "Masking",
          "MaxPooling1D",
          "MaxPooling2D",
          "MaxPooling3D",
          "Maximum",
          "Minimum",
          "Multiply",
          "Permute",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomCrop",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomGrayscale",
          "RandomHeight",
          "RandomHue",
          "RandomInvert",
          "RandomPerspective",
          "RandomPosterization",
          "RandomRotation",
          "RandomSaturation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomWidth",
          "RandomZoom",
          "ReLU",
          "RepeatVector",
          "Rescaling",
          "Reshape",
          "Resizing",
          "Softmax",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D",
          "Subtract",
          "ThresholdedReLU",
          "TimeDistributed",
          "UnitNormalization",
          "UpSampling1D",
          "UpSampling2D",
          "UpSampling3D",
          "ZeroPadding1D",
          "ZeroPadding2D",
          "ZeroPadding3D");

  private static final Map<String, Function<LayerConfig, WeightLayout>> WITH_WEIGHTS =
      Map.ofEntries(
          entry("AdditiveAttention", WeightLayouts::additiveAttention),
          entry("Attention", WeightLayouts::attention),
          entry("BatchNormalization", WeightLayouts::batchNormalization),
          entry("Conv1D", config -> WeightLayouts.convolution(config, 1)),
          entry("Conv1DTranspose", config -> WeightLayouts.transposedConvolution(config, 1)),
          entry("Conv2D", config -> WeightLayouts.convolution(config, 2)),
          entry("Conv2DTranspose", config -> WeightLayouts.transposedConvolution(config, 2)),
          entry("Conv3D", config -> WeightLayouts.convolution(config, 3)),
          entry("Conv3DTranspose", config -> WeightLayouts.transposedConvolution(config, 3)),
          entry("Dense", WeightLayouts::dense),
          entry("DepthwiseConv1D", config -> WeightLayouts.depthwiseConvolution(config, 1)),
          entry("DepthwiseConv2D", config -> WeightLayouts.depthwiseConvolution(config, 2)),
          entry("EinsumDense", WeightLayouts::einsumDense),
          entry("Embedding", WeightLayouts::embedding),
          entry("GroupNormalization", WeightLayouts::groupNormalization),
          entry("LayerNormalization", WeightLayouts::layerNormalization),
          entry("LayerScale", config -> one("gamma", Shape.of(Shape.UNKNOWN_LENGTH))),
          entry("MultiHeadAttention", WeightLayouts::multiHeadAttention),
          entry("Normalization", WeightLayouts::normalization),
          entry("PReLU", config -> one("alpha", Shape.unknown())),
          entry("RMSNormalization", config -> one("scale", Shape.unknown())),
          entry("SeparableConv1D", config -> WeightLayouts.separableConvolution(config, 1)),
          entry("SeparableConv2D", config -> WeightLayouts.separableConvolution(config, 2)));

  /** Makes a catalog; it holds nothing of its own. */
  public StandardLayers() {}

  @Override
  public Optional<WeightLayout> weights(Layer layer) {
    if (WITHOUT_WEIGHTS.contains(layer.className())) {
      return Optional.of(WeightLayout.NONE);
    }
    return Optional.ofNullable(WITH_WEIGHTS.get(layer.className()))
        .map(layout -> layout.apply(layer.config()));
  }

  @Override
  public boolean supports(Layer operation) {
    return true;
  }

  private static WeightLayout one(String role, Shape shape) {
    return WeightLayout.of(WeightSpec.trainable(role, shape));
  }
}
