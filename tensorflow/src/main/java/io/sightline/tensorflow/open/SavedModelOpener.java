package io.sightline.tensorflow.open;

import io.sightline.error.ModelLoadException;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensorflow.file.CheckpointFiles;
import io.sightline.tensorflow.file.GraphEnds;
import io.sightline.tensorflow.file.GraphEndsFinder;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.file.ModelLocation;
import io.sightline.tensorflow.file.ProtoFile;
import io.sightline.tensorflow.file.TensorName;
import io.sightline.tensorflow.session.Port;
import io.sightline.tensorflow.session.TensorFlowSession;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Opens a SavedModel. */
final class SavedModelOpener {
  private final ModelLocation location;
  private final ModelOptions options;
  private final Supplier<ConfigProto> runtime;
  private final String model;

  SavedModelOpener(ModelLocation location, ModelOptions options, Supplier<ConfigProto> runtime) {
    this.location = location;
    this.options = options;
    this.runtime = runtime;
    this.model = location.given().toString();
  }

  ModelSession open() {
    SavedModel file = ProtoFile.readSavedModel(location.path(), location.given());
    MetaGraphDef definition = SignatureChoice.graph(file, options, model);
    Optional<String> signature = SignatureChoice.signature(definition, options, model);
    signature.ifPresent(key -> requireInputs(definition.getSignatureDefOrThrow(key)));
    GraphIndex index = new GraphIndex(definition.getGraphDef());
    if (index.variableCount() > 0 && !definition.getSaverDef().getRestoreOpName().isEmpty()) {
      CheckpointFiles.requireVariables(location.path(), location.given(), index.variableCount());
    }
    requireDense(definition);
    requireAssets(definition);
    Optional<GraphEnds> ends =
        signature.isPresent() ? Optional.empty() : Optional.of(ends(definition, index));
    SavedModelBundle bundle = load(definition, index);
    try {
      return assemble(bundle, definition, signature, ends, index);
    } catch (Throwable failure) {
      bundle.close();
      throw failure;
    }
  }

  /** A signature's inputs are all fed; naming one of them is no error, naming another is. */
  private void requireInputs(SignatureDef signature) {
    for (String input : options.inputs()) {
      if (!signature.containsInputs(input)) {
        throw new ModelLoadException(
            "%s has no input '%s': expected one of %s. Correct the name."
                .formatted(
                    model, input, signature.getInputsMap().keySet().stream().sorted().toList()),
            model);
      }
    }
  }

  /** TensorFlow's loader looks at all signatures, whichever is run. */
  private void requireDense(MetaGraphDef definition) {
    for (SignatureDef signature : SignatureChoice.signatures(definition).values()) {
      Stream.concat(
              signature.getInputsMap().entrySet().stream(),
              signature.getOutputsMap().entrySet().stream())
          .filter(tensor -> tensor.getValue().getEncodingCase() != TensorInfo.EncodingCase.NAME)
          .findFirst()
          .ifPresent(
              tensor -> {
                throw new ModelLoadException(
                    ("The tensor '%s' of %s is sparse or composite: expected dense tensors in all"
                            + " signatures. Export them with dense inputs and outputs.")
                        .formatted(tensor.getKey(), model),
                    model);
              });
    }
  }

  private void requireAssets(MetaGraphDef definition) {
    for (AssetFileDef asset : definition.getAssetFileDefList()) {
      if (!Files.isRegularFile(location.path().resolve("assets").resolve(asset.getFilename()))) {
        throw new ModelLoadException(
            ("A file of %s is missing: expected assets/%s, found nothing there. Copy the whole"
                    + " directory of the SavedModel.")
                .formatted(model, asset.getFilename()),
            model);
      }
    }
  }

  private SavedModelBundle load(MetaGraphDef definition, GraphIndex index) {
    ConfigProto config = runtime.get();
    String[] tags = definition.getMetaInfoDef().getTagsList().toArray(String[]::new);
    try {
      return SavedModelBundle.loader(location.path().toString())
          .withTags(tags)
          .withConfigProto(config)
          .load();
    } catch (RuntimeException e) {
      throw LoadFailure.of(model, index, e);
    }
  }

  private ModelSession assemble(
      SavedModelBundle bundle,
      MetaGraphDef definition,
      Optional<String> signature,
      Optional<GraphEnds> ends,
      GraphIndex index) {
    Ports ports = new Ports(bundle.graph(), model);
    List<Port> inputs;
    List<Port> outputs;
    if (signature.isPresent()) {
      var chosen = definition.getSignatureDefOrThrow(signature.get());
      inputs = ports.inputs(chosen);
      outputs = ports.outputs(chosen, options.outputs());
    } else {
      inputs = ports.of(ends.orElseThrow().inputs());
      outputs = ports.outputs(ends.orElseThrow(), options.outputs().isEmpty());
    }
    ports.requireSupported(inputs, outputs);
    int restored =
        new VariableRepair(bundle, definition, index, model)
            .restoreMissing(location.path(), Ports.operations(outputs));
    ModelDescription description =
        describe(definition, signature, index, ports, inputs, outputs, restored);
    return new TensorFlowSession(
        description,
        bundle.graph(),
        bundle.session(),
        inputs,
        RankDemand.of(inputs, index),
        outputs);
  }

  /** Without a signature: the ends of the graph, less what saves and restores it. */
  private GraphEnds ends(MetaGraphDef definition, GraphIndex index) {
    TensorName checkpoint = TensorName.parse(definition.getSaverDef().getFilenameTensorName());
    GraphEndsFinder finder = new GraphEndsFinder(index, model).without(checkpoint.operation());
    if (options.inputs().isEmpty() && options.outputs().isEmpty() && finder.findsNothing()) {
      throw new ModelLoadException(
          ("%s was saved without a signature, so that there is nothing to run: expected a signature,"
                  + " found only what saves and restores it. Save it with tf.saved_model.save(model,"
                  + " path, signatures=model.function), or model.export(path) for a Keras model.")
              .formatted(model),
          model);
    }
    return finder.find(options.inputs(), options.outputs());
  }

  private ModelDescription describe(
      MetaGraphDef definition,
      Optional<String> signature,
      GraphIndex index,
      Ports ports,
      List<Port> inputs,
      List<Port> outputs,
      int restored) {
    String version = definition.getMetaInfoDef().getTensorflowVersion();
    ModelDescription.Builder description =
        ModelDescription.builder(model, "TensorFlow SavedModel")
            .location(location.path())
            .producer(version.isEmpty() ? "unknown" : "TensorFlow " + version)
            .tags(definition.getMetaInfoDef().getTagsList())
            .inputs(Ports.specs(inputs))
            .outputs(Ports.specs(outputs))
            .operations(index.operations())
            .lastOperations(Ports.lastOperations(outputs, index))
            .parameters(index.parameters(Ports.operations(outputs)));
    SignatureChoice.signatures(definition)
        .forEach(
            (key, offered) ->
                description.offers(
                    new ModelDescription.Signature(
                        key,
                        Ports.specs(ports.inputs(offered)),
                        Ports.specs(ports.outputs(offered, List.of())))));
    signature.ifPresentOrElse(
        description::signature,
        () -> description.note("It has no signature; inputs and outputs are those of its graph."));
    if (!location.path().toAbsolutePath().equals(location.given().toAbsolutePath())) {
      description.note(
          "Opened from %s, the SavedModel that %s stands for."
              .formatted(location.path().getFileName(), location.given().getFileName()));
    }
    if (restored > 0) {
      description.note(
          ("TensorFlow's loader left out %s variables, as it does for Keras 3 models that"
                  + " tf.saved_model.save wrote; they were restored from the checkpoint.")
              .formatted(restored));
    }
    return description.build();
  }
}
