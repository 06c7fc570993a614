package io.sightline.keras.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sightline.error.ModelLoadException;
import io.sightline.keras.model.Argument;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerCall;
import io.sightline.keras.model.TensorRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the calls of layers, {@code inbound_nodes}. Keras 1 and 2 write a list of {@code [layer,
 * call, output, named arguments]} for each call; Keras 3 an object with {@code args} and {@code
 * kwargs}. The numbers of the calls are those of the file.
 */
final class NodeReader {
  private static final String CONSTANT = "_CONSTANT_VALUE";
  private static final String TENSOR = "__keras_tensor__";
  private static final int NAMED = 3;

  private final String source;
  private final String model;
  private final Map<String, Layer> layers;
  private boolean thirdGeneration;

  NodeReader(String source, String model, Map<String, Layer> layers) {
    this.source = source;
    this.model = model;
    this.layers = layers;
  }

  /** Whether calls were read that Keras 3 wrote. */
  boolean isThirdGeneration() {
    return thirdGeneration;
  }

  /** The calls of a layer, numbered from 0. */
  List<LayerCall> calls(Layer layer, JsonElement inbound) {
    if (!(inbound instanceof JsonArray nodes)) {
      throw refuse("a list of calls of " + layer, inbound);
    }
    List<LayerCall> calls = new ArrayList<>();
    for (JsonElement node : nodes) {
      int index = calls.size();
      calls.add(isNewCall(node) ? newCall(layer, index, node) : oldCall(layer, index, node));
    }
    return calls;
  }

  /** A reference to a tensor: {@code [layer, call, output, ...]}. */
  TensorRef tensor(JsonArray saved) {
    Layer layer = saved.isEmpty() ? null : layers.get(text(saved.get(0)));
    if (layer == null || saved.size() < NAMED) {
      throw refuse("a layer of the model", saved);
    }
    return new TensorRef(layer, number(saved.get(1)), number(saved.get(2)));
  }

  private static boolean isNewCall(JsonElement node) {
    return node instanceof JsonObject object && object.get("args") instanceof JsonArray;
  }

  private LayerCall newCall(Layer layer, int index, JsonElement node) {
    thirdGeneration = true;
    JsonObject call = node.getAsJsonObject();
    List<Argument> arguments = new ArrayList<>();
    call.getAsJsonArray("args").forEach(value -> arguments.add(newArgument(value)));
    Map<String, Argument> named = new LinkedHashMap<>();
    if (call.get("kwargs") instanceof JsonObject values) {
      values.entrySet().forEach(entry -> named.put(entry.getKey(), newArgument(entry.getValue())));
    }
    return new LayerCall(layer, index, arguments, named);
  }

  private Argument newArgument(JsonElement value) {
    if (value instanceof JsonObject object) {
      if (ClassNames.text(object, "class_name").equals(TENSOR)) {
        return new Argument.Tensor(tensor(history(object)));
      }
      if (object.get("items") instanceof JsonArray items) {
        return items(value, items, this::newArgument);
      }
      return entries(value, object, this::newArgument);
    }
    return value instanceof JsonArray array
        ? items(value, array, this::newArgument)
        : new Argument.Constant(value);
  }

  private JsonArray history(JsonObject tensor) {
    JsonElement history = LayerReader.settings(tensor).get("keras_history");
    if (history instanceof JsonArray array) {
      return array;
    }
    throw refuse("the history of a tensor", tensor);
  }

  private LayerCall oldCall(Layer layer, int index, JsonElement node) {
    Map<String, Argument> named = new LinkedHashMap<>();
    Argument argument = oldArgument(node, named);
    boolean isSingleInList =
        argument instanceof Argument.Items list
            && list.items().size() == 1
            && list.items().get(0) instanceof Argument.Tensor;
    Argument given = isSingleInList ? ((Argument.Items) argument).items().get(0) : argument;
    return new LayerCall(layer, index, List.of(given), named);
  }

  /** One of a layer's inputs, with the named arguments that come along with each. */
  private Argument oldArgument(JsonElement value, Map<String, Argument> named) {
    if (value instanceof JsonArray array) {
      if (isReference(array)) {
        if (array.size() > NAMED && array.get(NAMED) instanceof JsonObject values) {
          values.entrySet().forEach(entry -> named.put(entry.getKey(), hidden(entry.getValue())));
        }
        return text(array.get(0)).equals(CONSTANT)
            ? new Argument.Constant(array.get(2))
            : new Argument.Tensor(tensor(array));
      }
      return items(value, array, item -> oldArgument(item, named));
    }
    return value instanceof JsonObject object
        ? entries(value, object, item -> oldArgument(item, named))
        : new Argument.Constant(value);
  }

  /** A named argument of Keras 2, in which a tensor looks like a list that begins with a name. */
  private Argument hidden(JsonElement value) {
    if (value instanceof JsonArray array) {
      boolean isTensor = isReference(array) && layers.containsKey(text(array.get(0)));
      return isTensor ? new Argument.Tensor(tensor(array)) : items(value, array, this::hidden);
    }
    return value instanceof JsonObject object
        ? entries(value, object, this::hidden)
        : new Argument.Constant(value);
  }

  private static boolean isReference(JsonArray array) {
    return array.size() >= NAMED
        && array.get(0) instanceof JsonPrimitive name
        && name.isString()
        && array.get(1) instanceof JsonPrimitive index
        && index.isNumber();
  }

  private interface Reader {
    Argument read(JsonElement value);
  }

  private static Argument items(JsonElement whole, JsonArray array, Reader reader) {
    List<Argument> items = array.asList().stream().map(reader::read).toList();
    Argument list = new Argument.Items(items);
    return list.tensors().isEmpty() ? new Argument.Constant(whole) : list;
  }

  private static Argument entries(JsonElement whole, JsonObject object, Reader reader) {
    Map<String, Argument> entries = new LinkedHashMap<>();
    object.entrySet().forEach(entry -> entries.put(entry.getKey(), reader.read(entry.getValue())));
    Argument map = new Argument.Entries(entries);
    return map.tensors().isEmpty() ? new Argument.Constant(whole) : map;
  }

  private static String text(JsonElement value) {
    return value instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
  }

  private int number(JsonElement value) {
    return Optional.of(value)
        .filter(found -> found instanceof JsonPrimitive primitive && primitive.isNumber())
        .map(JsonElement::getAsInt)
        .filter(found -> found >= 0)
        .orElseThrow(() -> refuse("the number of a call or output", value));
  }

  private ModelLoadException refuse(String expected, JsonElement found) {
    String text = found.toString();
    return new ModelLoadException(
        "The model '%s' in %s cannot be read: expected %s, found %s. Save it again."
            .formatted(model, source, expected, text.substring(0, Math.min(80, text.length()))),
        source);
  }
}
