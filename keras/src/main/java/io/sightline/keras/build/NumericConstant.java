package io.sightline.keras.build;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A number, list or array among the arguments of a call, with the element type that it has in
 * Python.
 */
final class NumericConstant {
  private final List<Double> values = new ArrayList<>();
  private final List<Integer> shape = new ArrayList<>();
  private final Class<?> type;
  private boolean isBroken;
  private boolean isTruth;

  private NumericConstant(JsonElement value) {
    collect(Arguments.plain(value), 0);
    String dtype = dtype(value);
    if (!dtype.isEmpty()) {
      type = type(dtype);
    } else if (isTruth) {
      type = TBool.class;
    } else if (shape.isEmpty()) {
      type = isBroken ? ResultTypes.PYTHON_FLOAT : ResultTypes.PYTHON_INT;
    } else {
      type = isBroken ? TFloat32.class : TInt32.class;
    }
  }

  /** The constant that a file has. */
  static NumericConstant of(JsonElement value) {
    return new NumericConstant(value);
  }

  /** The element type: one of TensorFlow's, or a marker of {@link ResultTypes} for one number. */
  Class<?> type() {
    return type;
  }

  /** The element type as a marker of {@link ResultTypes}, also that of an array. */
  Class<?> weakType() {
    if (type == TBool.class) {
      return type;
    }
    boolean isFloating = Dtypes.isFloating(ResultTypes.strong(type));
    return isFloating ? ResultTypes.PYTHON_FLOAT : ResultTypes.PYTHON_INT;
  }

  /** A tensor with the values in a type. */
  Operand<TNumber> tensor(Ops tf, Class<? extends TType> wanted) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    int[] lengths = shape.stream().mapToInt(Integer::intValue).toArray();
    Operand<TNumber> held =
        shape.isEmpty() ? Tensors.numbers(tf.constant(all[0])) : Tensors.numbers(tf.constant(all));
    boolean isExact = wanted == TFloat64.class;
    Operand<TNumber> cast = isExact ? held : Tensors.cast(tf, held, wanted);
    return lengths.length < 2 && all.length > 0 ? cast : tf.reshape(cast, tf.constant(lengths));
  }

  private void collect(JsonElement value, int depth) {
    JsonElement plain = Arguments.plain(value);
    if (plain instanceof JsonArray array) {
      if (shape.size() == depth) {
        shape.add(array.size());
      }
      array.forEach(item -> collect(item, depth + 1));
    } else if (plain instanceof JsonPrimitive primitive && !primitive.isString()) {
      isTruth |= primitive.isBoolean();
      isBroken |= primitive.isNumber() && !primitive.getAsString().matches("-?[0-9]+");
      values.add(Arguments.number(primitive));
    } else {
      throw new IllegalArgumentException("a tensor or numbers as arguments");
    }
  }

  /** The type that Keras 3 writes beside the values of an array or tensor. */
  private static String dtype(JsonElement value) {
    boolean isTyped =
        value instanceof JsonObject object
            && object.get("config") instanceof JsonObject config
            && config.get("dtype") instanceof JsonPrimitive;
    return isTyped
        ? value.getAsJsonObject().getAsJsonObject("config").get("dtype").getAsString()
        : "";
  }

  private static Class<?> type(String dtype) {
    return Dtypes.anyClass(dtype)
        .orElseThrow(() -> new IllegalArgumentException("no array of " + dtype));
  }
}
