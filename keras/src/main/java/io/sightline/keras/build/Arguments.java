package io.sightline.keras.build;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sightline.keras.model.Argument;
import io.sightline.keras.model.Layer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * What a call is given, by position or by name, as Python sees it. For operations also the settings
 * of the operation, in which Keras 3 keeps what is no tensor.
 */
public final class Arguments {
  /** Keras 2 makes layers of the functions of TensorFlow, with settings that are no arguments. */
  private static final int OPERATIONS_OF_KERAS = 3;

  private final LayerScope scope;

  /** The arguments of a call. */
  public Arguments(LayerScope scope) {
    this.scope = scope;
  }

  /**
   * Whether the operation is a function of TensorFlow, as in models of Keras 2, not one of {@code
   * keras.ops}, which may have the same name and other arguments.
   */
  public boolean isOfTensorFlow() {
    return scope.version().generation() < OPERATIONS_OF_KERAS;
  }

  /** An argument that was given and is not {@code None}. */
  public Optional<Argument> find(int position, String... names) {
    for (String name : names) {
      Argument named = scope.call().named().get(name);
      if (named != null && !isNone(named)) {
        return Optional.of(named);
      }
    }
    List<Argument> positional = scope.call().arguments();
    if (position >= 0 && position < positional.size() && !isNone(positional.get(position))) {
      return Optional.of(positional.get(position));
    }
    boolean isSettingOfALayer = isOfTensorFlow() && scope.layer().kind() == Kind.OPERATION;
    if (isSettingOfALayer) {
      return Optional.empty();
    }
    for (String name : names) {
      Optional<JsonElement> setting = scope.config().find(name);
      if (setting.isPresent()) {
        return setting.map(Argument.Constant::new);
      }
    }
    return Optional.empty();
  }

  /** Whether a setting of the operation is {@code None}, and is not just left out. */
  public boolean isNone(String name) {
    return scope.config().keys().contains(name) && !scope.config().has(name);
  }

  private static boolean isNone(Argument argument) {
    return argument instanceof Argument.Constant constant && constant.value().isJsonNull();
  }

  /** A tensor that was given; empty for anything else. */
  public Optional<Operand<?>> tensor(int position, String... names) {
    return find(position, names)
        .filter(Argument.Tensor.class::isInstance)
        .map(argument -> scope.tensor(((Argument.Tensor) argument).ref()));
  }

  /** A tensor, or numbers, as a tensor of the type that another one has. */
  public Operand<TNumber> operand(Operand<TNumber> like, int position, String... names) {
    return new Operands(scope).as(like.type(), position, names);
  }

  /** Yes or no. */
  public boolean flag(boolean otherwise, int position, String... names) {
    Optional<JsonElement> value = constant(position, names);
    return value.isEmpty() ? otherwise : number(value.get()) != 0;
  }

  /** A whole number; empty if none was given. */
  public Optional<Integer> integer(int position, String... names) {
    return constant(position, names).map(value -> (int) number(value));
  }

  /** A number; empty if none was given. */
  public Optional<Double> number(int position, String... names) {
    return constant(position, names).map(Arguments::number);
  }

  /** Whole numbers, of a list or a single one; empty if none were given. */
  public Optional<int[]> integers(int position, String... names) {
    return constant(position, names)
        .map(
            value -> {
              List<Double> values = new ArrayList<>();
              collect(value, values);
              return values.stream().mapToInt(Double::intValue).toArray();
            });
  }

  /** A text; empty if none was given. */
  public Optional<String> text(int position, String... names) {
    return constant(position, names)
        .map(
            value ->
                value instanceof JsonPrimitive primitive ? primitive.getAsString() : "another");
  }

  /** A value without a tensor in it; empty if none was given. */
  public Optional<JsonElement> constant(int position, String... names) {
    Optional<Argument> found = find(position, names);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.get() instanceof Argument.Constant constant) {
      return Optional.of(plain(constant.value()));
    }
    throw refuse("a constant", names);
  }

  /** An argument that has to be there. */
  Argument required(int position, String... names) {
    return find(position, names).orElseThrow(() -> refuse("a value", names));
  }

  /** An error about an argument. */
  IllegalArgumentException refuse(String expected, String... names) {
    return new IllegalArgumentException(
        "%s as the argument '%s'".formatted(expected, names.length == 0 ? "0" : names[0]));
  }

  /** The list that a tuple, an array or a tensor is saved as. */
  public static JsonElement plain(JsonElement value) {
    if (value instanceof JsonObject object) {
      if (object.get("items") instanceof JsonArray items) {
        return items;
      }
      if (object.get("config") instanceof JsonObject config && config.has("value")) {
        return config.get("value");
      }
      if (object.has("value")) {
        return object.get("value");
      }
    }
    return value;
  }

  private static void collect(JsonElement value, List<Double> values) {
    JsonElement plain = plain(value);
    if (plain instanceof JsonArray array) {
      array.forEach(item -> collect(item, values));
    } else {
      values.add(number(plain));
    }
  }

  /** A number; 1 and 0 for true and false. */
  static double number(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      return primitive.isBoolean() ? (primitive.getAsBoolean() ? 1 : 0) : primitive.getAsDouble();
    }
    throw new IllegalArgumentException("numbers as arguments");
  }
}
