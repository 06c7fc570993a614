package io.sightline.keras.catalog;

import static io.sightline.keras.catalog.WeightSpec.fixed;
import static io.sightline.keras.catalog.WeightSpec.trainable;

import io.sightline.keras.catalog.WeightLayout.Part;
import io.sightline.keras.model.LayerConfig;
import io.sightline.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weights of the layers of Keras by their settings (the {@code build} methods of Keras 3.15.1
 * and tf_keras 2.21). The roles are the names that Keras 2 gives to the variables.
 */
public final class WeightLayouts {
  private static final long FROM_INPUT = Shape.UNKNOWN_LENGTH;

  private WeightLayouts() {}

  /** A convolution: {@code kernel [k..., inputs / groups, filters]}, {@code bias}. */
  public static WeightLayout convolution(LayerConfig config, int axes) {
    int filters = config.integer("filters");
    Shape kernel = kernel(config, axes, FROM_INPUT, filters);
    return withBias(config, filters, trainable("kernel", kernel));
  }

  /** A transposed convolution: {@code kernel [k..., filters, inputs]}, {@code bias}. */
  public static WeightLayout transposedConvolution(LayerConfig config, int axes) {
    int filters = config.integer("filters");
    Shape kernel = kernel(config, axes, filters, FROM_INPUT);
    return withBias(config, filters, trainable("kernel", kernel));
  }

  /**
   * A convolution of each channel: {@code depthwise_kernel [k..., inputs, multiplier]}, {@code
   * bias}.
   */
  public static WeightLayout depthwiseConvolution(LayerConfig config, int axes) {
    Shape kernel = kernel(config, axes, FROM_INPUT, config.integer("depth_multiplier", 1));
    return withBias(config, FROM_INPUT, trainable("depthwise_kernel", kernel));
  }

  /**
   * A convolution of each channel and one across them: {@code depthwise_kernel}, {@code
   * pointwise_kernel [1..., inputs * multiplier, filters]}, {@code bias}.
   */
  public static WeightLayout separableConvolution(LayerConfig config, int axes) {
    int filters = config.integer("filters");
    Shape depthwise = kernel(config, axes, FROM_INPUT, config.integer("depth_multiplier", 1));
    long[] pointwise = new long[axes + 2];
    Arrays.fill(pointwise, 1);
    pointwise[axes] = FROM_INPUT;
    pointwise[axes + 1] = filters;
    return withBias(
        config,
        filters,
        trainable("depthwise_kernel", depthwise),
        trainable("pointwise_kernel", Shape.of(pointwise)));
  }

  /** {@code kernel [inputs, units]}, {@code bias}. */
  public static WeightLayout dense(LayerConfig config) {
    int units = config.integer("units");
    return withBias(config, units, trainable("kernel", Shape.of(FROM_INPUT, units)));
  }

  /** {@code kernel} and, if the equation's output has axes for it, {@code bias}. */
  public static WeightLayout einsumDense(LayerConfig config) {
    WeightSpec kernel = trainable("kernel", Shape.unknown());
    return config.has("bias_axes")
        ? WeightLayout.of(kernel, trainable("bias", Shape.unknown()))
        : WeightLayout.of(kernel);
  }

  /** {@code embeddings [words, units]}. */
  public static WeightLayout embedding(LayerConfig config) {
    Shape shape = Shape.of(config.integer("input_dim"), config.integer("output_dim"));
    return WeightLayout.of(trainable("embeddings", shape));
  }

  /**
   * {@code gamma} and {@code beta} as the settings say, {@code moving_mean}, {@code
   * moving_variance}.
   */
  public static WeightLayout batchNormalization(LayerConfig config) {
    Shape shape = ofAxes(config);
    List<WeightSpec> specs = scaleAndCenter(config, shape);
    specs.add(fixed("moving_mean", shape));
    specs.add(fixed("moving_variance", shape));
    if (config.flag("renorm", false)) {
      specs.add(fixed("moving_stddev", shape));
      specs.add(fixed("renorm_mean", shape));
      specs.add(fixed("renorm_stddev", shape));
    }
    return WeightLayout.of(specs.toArray(WeightSpec[]::new));
  }

  /** {@code gamma} and {@code beta} as the settings say: of one length, or one for each axis. */
  public static WeightLayout layerNormalization(LayerConfig config) {
    Shape shape = ofAxes(config);
    return config.flag("rms_scaling", false)
        ? WeightLayout.of(trainable("gamma", shape))
        : WeightLayout.of(scaleAndCenter(config, shape).toArray(WeightSpec[]::new));
  }

  /** {@code gamma} and {@code beta} as the settings say, one value for each channel. */
  public static WeightLayout groupNormalization(LayerConfig config) {
    return WeightLayout.of(scaleAndCenter(config, Shape.of(FROM_INPUT)).toArray(WeightSpec[]::new));
  }

  /** {@code mean}, {@code variance} and {@code count}; nothing if the settings hold the values. */
  public static WeightLayout normalization(LayerConfig config) {
    return config.has("mean")
        ? WeightLayout.NONE
        : WeightLayout.of(
            fixed("mean", Shape.unknown()),
            fixed("variance", Shape.unknown()),
            fixed("count", Shape.of()));
  }

  /**
   * The dense layers of an attention: {@code query/kernel [inputs, heads, length]}, {@code
   * query/bias [heads, length]}, the same for {@code key}, {@code value} and, if the settings say
   * so, {@code gate}, and {@code attention_output}.
   */
  public static WeightLayout multiHeadAttention(LayerConfig config) {
    int heads = config.integer("num_heads");
    int keys = config.integer("key_dim");
    int values = config.integer("value_dim", keys);
    List<Part> parts = new ArrayList<>();
    parts.add(projection(config, "query", heads, keys));
    parts.add(projection(config, "key", heads, keys));
    if (config.flag("use_gate", false)) {
      parts.add(projection(config, "gate", heads, values));
    }
    parts.add(projection(config, "value", heads, values));
    List<WeightSpec> output = bias(config, trainable("kernel", Shape.unknown()), Shape.unknown());
    parts.add(new Part("attention_output", "output_dense", output));
    return new WeightLayout(List.of(), parts);
  }

  /** {@code scale} and {@code concat_score_weight}, single values, as the settings say. */
  public static WeightLayout attention(LayerConfig config) {
    List<WeightSpec> specs = new ArrayList<>();
    if (config.flag("use_scale", false)) {
      specs.add(trainable("scale", Shape.of()));
    }
    if (config.text("score_mode", "dot").equals("concat")) {
      specs.add(trainable("concat_score_weight", Shape.of()));
    }
    return WeightLayout.of(specs.toArray(WeightSpec[]::new));
  }

  /** {@code scale [inputs]} as the settings say. */
  public static WeightLayout additiveAttention(LayerConfig config) {
    return config.flag("use_scale", true)
        ? WeightLayout.of(trainable("scale", Shape.of(FROM_INPUT)))
        : WeightLayout.NONE;
  }

  private static Part projection(LayerConfig config, String role, int heads, int length) {
    WeightSpec kernel = trainable("kernel", Shape.of(FROM_INPUT, heads, length));
    return new Part(role, role + "_dense", bias(config, kernel, Shape.of(heads, length)));
  }

  private static List<WeightSpec> bias(LayerConfig config, WeightSpec kernel, Shape bias) {
    return config.flag("use_bias", true)
        ? List.of(kernel, trainable("bias", bias))
        : List.of(kernel);
  }

  private static WeightLayout withBias(LayerConfig config, long length, WeightSpec... kernels) {
    List<WeightSpec> specs = new ArrayList<>(List.of(kernels));
    if (config.flag("use_bias", true)) {
      specs.add(trainable("bias", Shape.of(length)));
    }
    return WeightLayout.of(specs.toArray(WeightSpec[]::new));
  }

  private static List<WeightSpec> scaleAndCenter(LayerConfig config, Shape shape) {
    List<WeightSpec> specs = new ArrayList<>();
    if (config.flag("scale", true)) {
      specs.add(trainable("gamma", shape));
    }
    if (config.flag("center", true)) {
      specs.add(trainable("beta", shape));
    }
    return specs;
  }

  /** One length from the input if there is one axis; with several the layers differ. */
  private static Shape ofAxes(LayerConfig config) {
    int count = config.has("axis") ? config.integers("axis").length : 1;
    return count == 1 ? Shape.of(FROM_INPUT) : Shape.unknown();
  }

  private static Shape kernel(LayerConfig config, int axes, long inputs, long outputs) {
    long[] lengths = new long[axes + 2];
    int[] kernel = config.integers("kernel_size", axes);
    for (int i = 0; i < axes; i++) {
      lengths[i] = positive(config, "kernel_size", kernel[i]);
    }
    lengths[axes] = inputs;
    lengths[axes + 1] = outputs;
    return Shape.of(lengths);
  }

  private static int positive(LayerConfig config, String key, int value) {
    if (value < 1) {
      throw config.refuse(key, "numbers of 1 or more");
    }
    return value;
  }
}
