package io.sightline.keras.read;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;

/** The names of classes: one for each, of the many under which they were saved. */
final class ClassNames {
  private static final Set<String> MODELS = Set.of("Functional", "Model", "Sequential");

  /** Layers that the applications of Keras register like those of a user. */
  private static final Set<String> OF_APPLICATIONS = Set.of("LayerScale", "CustomScaleLayer");

  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("AtrousConvolution1D", "Conv1D"),
          Map.entry("AtrousConvolution2D", "Conv2D"),
          Map.entry("AvgPool1D", "AveragePooling1D"),
          Map.entry("AvgPool2D", "AveragePooling2D"),
          Map.entry("AvgPool3D", "AveragePooling3D"),
          Map.entry("BatchNormalizationV1", "BatchNormalization"),
          Map.entry("BatchNormalizationV2", "BatchNormalization"),
          Map.entry("Convolution1D", "Conv1D"),
          Map.entry("Convolution1DTranspose", "Conv1DTranspose"),
          Map.entry("Convolution2D", "Conv2D"),
          Map.entry("Convolution2DTranspose", "Conv2DTranspose"),
          Map.entry("Convolution3D", "Conv3D"),
          Map.entry("Convolution3DTranspose", "Conv3DTranspose"),
          Map.entry("Deconvolution2D", "Conv2DTranspose"),
          Map.entry("DenseV1", "Dense"),
          Map.entry("DepthwiseConvolution2D", "DepthwiseConv2D"),
          Map.entry("GlobalAvgPool1D", "GlobalAveragePooling1D"),
          Map.entry("GlobalAvgPool2D", "GlobalAveragePooling2D"),
          Map.entry("GlobalAvgPool3D", "GlobalAveragePooling3D"),
          Map.entry("GlobalMaxPool1D", "GlobalMaxPooling1D"),
          Map.entry("GlobalMaxPool2D", "GlobalMaxPooling2D"),
          Map.entry("GlobalMaxPool3D", "GlobalMaxPooling3D"),
          Map.entry("LayerNormalizationV1", "LayerNormalization"),
          Map.entry("MaxPool1D", "MaxPooling1D"),
          Map.entry("MaxPool2D", "MaxPooling2D"),
          Map.entry("MaxPool3D", "MaxPooling3D"),
          Map.entry("SeparableConvolution1D", "SeparableConv1D"),
          Map.entry("SeparableConvolution2D", "SeparableConv2D"),
          Map.entry("SyncBatchNormalization", "BatchNormalization"));

  private ClassNames() {}

  /** Whether objects of the class are models made of layers. */
  static boolean isModel(String className) {
    return MODELS.contains(className);
  }

  /**
   * The name of the class of an object that Keras saved. A class of a user comes with its package,
   * {@code Custom>Scale}, so that it is not taken for one of Keras with the same name.
   */
  static String of(JsonObject saved) {
    String className = text(saved, "class_name");
    String module = text(saved, "module");
    String registered = text(saved, "registered_name");
    boolean ofKeras = module.startsWith("keras.") || module.startsWith("tf_keras.");
    if (!ofKeras && registered.contains(">")) {
      className = registered;
    }
    String plain = withoutPackage(className);
    if (OF_APPLICATIONS.contains(plain)) {
      return plain;
    }
    return ALIASES.getOrDefault(className, className);
  }

  /** The class as the file names it. */
  static String registered(JsonObject saved) {
    String registered = text(saved, "registered_name");
    return registered.isEmpty() ? text(saved, "class_name") : registered;
  }

  /** The class without the package under which it was registered. */
  static String withoutPackage(String className) {
    return className.substring(className.lastIndexOf('>') + 1);
  }

  /** A text of an object; empty if there is none. */
  static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value instanceof JsonPrimitive primitive && primitive.isString()
        ? primitive.getAsString()
        : "";
  }
}
