package io.sightline.tensorflow.open;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sightline.error.ModelLoadException;
import io.sightline.tensor.ElementType;
import io.sightline.tensorflow.file.GraphIndex;
import io.sightline.tensorflow.session.ElementTypes;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Restores the variables that TensorFlow's loader leaves out. Keras 3 variables are not saved as
 * TensorFlow's own (keras#20095): the graph that restores does not know them, though the checkpoint
 * holds their values. The checkpoint's object graph says under which key.
 *
 * <p>It changes the graph, so it has to be done before the session is shared.
 */
final class VariableRepair {
  private static final Logger LOGGER = LoggerFactory.getLogger(VariableRepair.class);
  private static final String OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH";

  /** Stands for the key of a name that several variables bear: better refused than mistaken. */
  private static final String AMBIGUOUS = "";

  private final SavedModelBundle bundle;
  private final MetaGraphDef definition;
  private final GraphIndex index;
  private final String model;

  VariableRepair(SavedModelBundle bundle, MetaGraphDef definition, GraphIndex index, String model) {
    this.bundle = bundle;
    this.definition = definition;
    this.index = index;
    this.model = model;
  }

  /**
   * Restores what these outputs use and the loader did not.
   *
   * @return how many variables were restored
   */
  int restoreMissing(Path savedModel, Collection<String> outputs) {
    List<NodeDef> missing = missing(outputs);
    if (missing.isEmpty()) {
      return 0;
    }
    Ops tf = Ops.create(bundle.graph()).withSubScope("sightline_restore");
    Operand<TString> prefix =
        tf.withName("prefix")
            .constant(savedModel.resolve("variables").resolve("variables").toString());
    Map<String, String> keys = checkpointKeys(tf, prefix);
    requireKeys(missing, keys);
    List<Output<?>> values =
        restore(
            tf,
            "values",
            prefix,
            missing.stream().map(handle -> keys.get(fullName(handle))).toList(),
            missing.stream().<Class<? extends TType>>map(this::tensorClass).toList());
    Session.Runner assignments = bundle.session().runner();
    for (int i = 0; i < missing.size(); i++) {
      Output<?> handle = bundle.graph().operationOrThrow(missing.get(i).getName()).output(0);
      assignments.addTarget(
          tf.withName("assign_" + i).assignVariableOp(handle, values.get(i)).op());
    }
    run(assignments);
    return missing.size();
  }

  /** The variables that the outputs use, less those that the loader's restore operation fills. */
  private List<NodeDef> missing(Collection<String> outputs) {
    String restore = definition.getSaverDef().getRestoreOpName();
    if (restore.isEmpty()) {
      return List.of();
    }
    Set<String> restored = index.ancestors(List.of(restore));
    return index.ancestors(outputs).stream()
        .filter(name -> !restored.contains(name))
        .sorted()
        .flatMap(name -> index.node(name).stream())
        .filter(VariableRepair::isHandle)
        .toList();
  }

  private static boolean isHandle(NodeDef node) {
    return node.getOp().equals("VarHandleOp");
  }

  private static String fullName(NodeDef handle) {
    String shared =
        handle
            .getAttrOrDefault("shared_name", AttrValue.getDefaultInstance())
            .getS()
            .toStringUtf8();
    return shared.isEmpty() ? handle.getName() : shared;
  }

  private Class<? extends TType> tensorClass(NodeDef handle) {
    ElementType type =
        ElementTypes.of(handle.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType());
    return ElementTypes.tensorClass(type);
  }

  /**
   * Every operation has a name of its own: those that TensorFlow for Java (1.1.0, NameScope) makes
   * unique have digits of the default locale, which TensorFlow refuses if they are others.
   */
  private static List<Output<?>> restore(
      Ops tf,
      String name,
      Operand<TString> prefix,
      List<String> keys,
      List<Class<? extends TType>> types) {
    String[] wholeTensors = new String[keys.size()];
    Arrays.fill(wholeTensors, "");
    return tf.withName(name)
        .train
        .restore(
            prefix,
            tf.withName(name + "_keys").array(keys.toArray(String[]::new)),
            tf.withName(name + "_slices").array(wholeTensors),
            types)
        .tensors();
  }

  /** The checkpoint's keys by the variables' full names. */
  private Map<String, String> checkpointKeys(Ops tf, Operand<TString> prefix) {
    Output<?> objects =
        restore(tf, "objects", prefix, List.of(OBJECT_GRAPH), List.of(TString.class)).get(0);
    try (Result result = bundle.session().runner().fetch(objects).run()) {
      byte[] message = ((TString) result.get(0)).asBytes().getObject();
      Map<String, String> keys = new HashMap<>();
      for (var node : TrackableObjectGraph.parseFrom(message).getNodesList()) {
        node.getAttributesList()
            .forEach(
                attribute ->
                    keys.merge(
                        attribute.getFullName(),
                        attribute.getCheckpointKey(),
                        (one, other) -> one.equals(other) ? one : AMBIGUOUS));
      }
      return keys;
    } catch (InvalidProtocolBufferException | RuntimeException e) {
      throw new ModelLoadException(
          lost("an object graph to restore them from, found none that can be read"), model, e);
    }
  }

  private void requireKeys(List<NodeDef> missing, Map<String, String> keys) {
    List<String> lost =
        missing.stream()
            .map(VariableRepair::fullName)
            .filter(name -> keys.getOrDefault(name, AMBIGUOUS).equals(AMBIGUOUS))
            .toList();
    if (!lost.isEmpty()) {
      throw new ModelLoadException(
          lost(
              "the value of each by its name, found none or several for %s of %s (%s, ...)"
                  .formatted(lost.size(), missing.size(), lost.get(0))),
          model);
    }
  }

  private String lost(String expected) {
    return ("%s was saved without some of its variables: expected in its checkpoint %s. Give"
            + " layers of the same name different ones and save again, or use model.export(...) for a"
            + " Keras model.")
        .formatted(model, expected);
  }

  private void run(Session.Runner assignments) {
    try (Result result = assignments.run()) {
      LOGGER.debug("Restored variables of {}: {}", model, result);
    } catch (RuntimeException e) {
      throw LoadFailure.of(model, index, e);
    }
  }
}
