package io.sightline.tensorflow.open;

import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;

/** Chooses the graph and the signature of a SavedModel, or says what there is to choose from. */
final class SignatureChoice {
  private static final String SERVE = "serve";
  private static final String SERVING_DEFAULT = "serving_default";

  /** Signatures that TensorFlow writes for itself (tensorflow/cc/saved_model/constants.h). */
  private static final Set<String> INTERNAL =
      Set.of("__saved_model_init_op", "__saved_model_train_op");

  private SignatureChoice() {}

  /** The graph with the tags that the user named, the only one, or the one tagged {@code serve}. */
  static MetaGraphDef graph(SavedModel model, ModelOptions options, String name) {
    List<MetaGraphDef> graphs = model.getMetaGraphsList();
    if (options.tags().isPresent()) {
      Set<String> wanted = options.tags().get();
      return graphs.stream()
          .filter(graph -> tags(graph).equals(wanted))
          .findFirst()
          .orElseThrow(() -> noSuchTags(wanted, graphs, name));
    }
    if (graphs.size() == 1) {
      return graphs.get(0);
    }
    return graphs.stream()
        .filter(graph -> tags(graph).equals(Set.of(SERVE)))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelLoadException(
                    "%s holds several graphs: expected one, or one tagged serve, found %s. Choose with .tags(...)."
                        .formatted(name, list(graphs)),
                    name));
  }

  private static ModelLoadException noSuchTags(
      Set<String> wanted, List<MetaGraphDef> graphs, String name) {
    return new ModelLoadException(
        "%s has no graph with the tags %s: expected %s. Name all tags of one of them."
            .formatted(name, wanted.stream().sorted().toList(), list(graphs)),
        name);
  }

  private static String list(List<MetaGraphDef> graphs) {
    return graphs.stream()
        .map(graph -> tags(graph).stream().sorted().toList().toString())
        .collect(Collectors.joining(" or "));
  }

  private static Set<String> tags(MetaGraphDef graph) {
    return Set.copyOf(graph.getMetaInfoDef().getTagsList());
  }

  /** The signatures that can be run, by key. */
  static SortedMap<String, SignatureDef> signatures(MetaGraphDef graph) {
    SortedMap<String, SignatureDef> signatures = new TreeMap<>(graph.getSignatureDefMap());
    signatures.keySet().removeAll(INTERNAL);
    return signatures;
  }

  /**
   * The key of the signature that the user named, of {@code serving_default} or of the only one;
   * empty if the graph has none.
   */
  static Optional<String> signature(MetaGraphDef graph, ModelOptions options, String name) {
    SortedMap<String, SignatureDef> signatures = signatures(graph);
    if (options.signature().isPresent()) {
      String wanted = options.signature().get();
      if (!signatures.containsKey(wanted)) {
        throw new ModelLoadException(
            "%s has no signature '%s': expected one of %s. Correct the name."
                .formatted(name, wanted, describe(signatures)),
            name);
      }
      return Optional.of(wanted);
    }
    if (signatures.containsKey(SERVING_DEFAULT)) {
      return Optional.of(SERVING_DEFAULT);
    }
    if (signatures.size() > 1) {
      throw new ModelLoadException(
          "%s has several signatures and none is called serving_default: found %s. Choose with .signature(...)."
              .formatted(name, describe(signatures)),
          name);
    }
    return signatures.keySet().stream().findFirst();
  }

  private static String describe(Map<String, SignatureDef> signatures) {
    return signatures.entrySet().stream()
        .map(
            entry ->
                "'%s' (%s -> %s)"
                    .formatted(
                        entry.getKey(),
                        String.join(", ", new TreeMap<>(entry.getValue().getInputsMap()).keySet()),
                        String.join(
                            ", ", new TreeMap<>(entry.getValue().getOutputsMap()).keySet())))
        .collect(Collectors.joining(", "));
  }
}
