package io.sightline.keras.read;

import io.sightline.error.ModelLoadException;
import io.sightline.keras.catalog.LayerCatalog;
import io.sightline.keras.model.Activation;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.Layer.Kind;
import io.sightline.keras.model.ModelGraph;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds all that a model holds and cannot be computed, to say it at once. */
final class UnsupportedLayers {
  private static final String PYTHON =
      "holds Python code, which is never run: re-export the model with standard layers in its place"
          + " (Rescaling for a scaling of pixels), or as a SavedModel";
  private static final String OTHER_RUNTIME =
      "calls a model of another runtime: export the model as a SavedModel";
  private static final String RECURRENT = "is a recurrent layer: export the model as a SavedModel";
  private static final String QUANTIZED =
      "is quantised: save the model as it was before quantize(...), or export it as a SavedModel";
  private static final String LOOKUP =
      "works on text or tables: do its work before the model, or export a SavedModel";
  private static final String MASK =
      "makes a mask, which is not supported: train the model without it, or export it as a"
          + " SavedModel";
  private static final String OPERATION =
      "is an operation that is not supported: re-export the model with a layer in its place, or as a"
          + " SavedModel";
  private static final String ACTIVATION =
      "has the activation '%s', which this library does not know: register a function for it with"
          + " new KerasModelLoader().withLayer(\"%s\", ...), or export the model as a SavedModel";
  private static final String LAYER_AS_ACTIVATION =
      "has the layer %s as its activation: call it as a layer of its own, or export the model as a"
          + " SavedModel";
  private static final String CUSTOM =
      "is not a layer that this library knows: register a function for it with"
          + " new KerasModelLoader().withLayer(\"%s\", ...), or export the model as a SavedModel";

  private static final Set<String> RECURRENT_CLASSES =
      Set.of(
          "Bidirectional",
          "ConvLSTM1D",
          "ConvLSTM2D",
          "ConvLSTM3D",
          "CuDNNGRU",
          "CuDNNLSTM",
          "GRU",
          "LSTM",
          "RNN",
          "SimpleRNN",
          "StackedRNNCells");
  private static final Set<String> OTHER_RUNTIME_CLASSES =
      Set.of("FlaxLayer", "JaxLayer", "KerasLayer", "TFSMLayer", "TorchModuleWrapper");
  private static final Set<String> LOOKUP_CLASSES =
      Set.of(
          "CategoryEncoding",
          "DenseFeatures",
          "Discretization",
          "FeatureSpace",
          "HashedCrossing",
          "Hashing",
          "IntegerLookup",
          "StringLookup",
          "TextVectorization");

  private final String source;
  private final LayerCatalog catalog;

  UnsupportedLayers(String source, LayerCatalog catalog) {
    this.source = source;
    this.catalog = catalog;
  }

  /** Throws one error that lists all that is not supported, if anything is. */
  void requireNone(ModelGraph graph) {
    Map<String, List<Layer>> byAdvice =
        graph.allLayers().stream()
            .filter(layer -> !isSupported(layer))
            .collect(Collectors.groupingBy(this::advice, TreeMap::new, Collectors.toList()));
    if (byAdvice.isEmpty()) {
      return;
    }
    long count = byAdvice.values().stream().mapToLong(List::size).sum();
    String list =
        byAdvice.entrySet().stream()
            .map(
                group ->
                    group.getValue().stream().map(Layer::toString).collect(Collectors.joining(", "))
                        + ": "
                        + group.getKey())
            .collect(Collectors.joining("; "));
    throw new ModelLoadException(
        "%s cannot be loaded: expected layers that this library computes, found %s that it does not. %s."
            .formatted(source, count, list),
        source);
  }

  private boolean isSupported(Layer layer) {
    if (layer.dtype().isQuantized()) {
      return false;
    }
    return switch (layer.kind()) {
      case INPUT, MODEL -> true;
      case OPERATION -> catalog.supports(layer);
      case LAYER ->
          catalog.weights(layer).isPresent()
              && !masksZero(layer)
              && unknownActivation(layer).isEmpty();
    };
  }

  /** What later layers compute depends on the mask. */
  private static boolean masksZero(Layer layer) {
    return layer.className().equals("Embedding") && layer.config().flag("mask_zero", false);
  }

  private Optional<Activation> unknownActivation(Layer layer) {
    return layer.config().has("activation")
        ? Optional.of(layer.config().activation("activation"))
            .filter(activation -> !catalog.supports(layer, activation))
        : Optional.empty();
  }

  private String advice(Layer layer) {
    String className = layer.className();
    if (className.equals("Lambda")) {
      return PYTHON;
    }
    if (layer.dtype().isQuantized()) {
      return QUANTIZED;
    }
    if (LOOKUP_CLASSES.contains(className)) {
      return LOOKUP;
    }
    if (layer.kind() == Kind.OPERATION) {
      return OPERATION;
    }
    if (className.equals("Masking") || masksZero(layer)) {
      return MASK;
    }
    if (RECURRENT_CLASSES.contains(className)) {
      return RECURRENT;
    }
    if (OTHER_RUNTIME_CLASSES.contains(className)) {
      return OTHER_RUNTIME;
    }
    return catalog.weights(layer).isEmpty()
        ? CUSTOM.formatted(ClassNames.withoutPackage(className))
        : activationAdvice(unknownActivation(layer).orElseThrow());
  }

  private String activationAdvice(Activation activation) {
    if (activation.isPython()) {
      return PYTHON;
    }
    String name = activation.name();
    Layer layer = Layer.of(Kind.LAYER, name, name, activation.config());
    return activation.isLayer() && catalog.weights(layer).isPresent()
        ? LAYER_AS_ACTIVATION.formatted(name)
        : ACTIVATION.formatted(name, activation.plainName());
  }
}
