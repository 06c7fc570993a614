package io.sightline.keras.operation;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.sightline.keras.build.Arguments;
import io.sightline.keras.build.OperationFamily;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.family.TNumber;

/** {@code x[...]} of Python: numbers, slices, {@code ...} and {@code None}. */
final class Indexing implements OperationFamily {
  @Override
  public void addTo(Table table) {
    table.one("getitem", (tf, x, arguments) -> slice(tf, x, arguments));
    table.one("slicingoplambda", (tf, x, arguments) -> slice(tf, x, arguments));
    table.one("getslice", (tf, x, arguments) -> slice(tf, x, arguments));
  }

  private static Operand<?> slice(Ops tf, Operand<TNumber> x, Arguments arguments) {
    JsonElement key =
        arguments
            .constant(1, "key", "slice_spec")
            .orElseThrow(() -> new IllegalArgumentException("an index"));
    List<JsonElement> items = key instanceof JsonArray array ? array.asList() : List.of(key);
    Bounds bounds = new Bounds();
    items.forEach(bounds::add);
    return bounds.of(tf, x);
  }

  /** What TensorFlow wants of a slice: numbers for each item, and bits that say what they mean. */
  private static final class Bounds {
    private final List<Integer> begins = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private final List<Integer> steps = new ArrayList<>();
    private long fromStart;
    private long toEnd;
    private long ellipsis;
    private long newAxis;
    private long single;

    void add(JsonElement item) {
      long bit = 1L << begins.size();
      if (item.isJsonNull()) {
        newAxis |= bit;
        add(0, 1, 1);
      } else if (item instanceof JsonPrimitive number) {
        single |= bit;
        int index = number.getAsInt();
        add(index, index + 1, 1);
      } else if (isEllipsis(item)) {
        ellipsis |= bit;
        add(0, 0, 1);
      } else {
        addSlice(item.getAsJsonObject(), bit);
      }
    }

    private static boolean isEllipsis(JsonElement item) {
      return item.toString().contains("ellipsis");
    }

    private void addSlice(JsonObject item, long bit) {
      JsonObject slice = item.get("config") instanceof JsonObject config ? config : item;
      Integer start = integer(slice, "start");
      Integer stop = integer(slice, "stop");
      Integer step = integer(slice, "step");
      fromStart |= start == null ? bit : 0;
      toEnd |= stop == null ? bit : 0;
      add(start == null ? 0 : start, stop == null ? 0 : stop, step == null ? 1 : step);
    }

    private static @Nullable Integer integer(JsonObject slice, String name) {
      JsonElement value = slice.get(name);
      if (value == null || value.isJsonNull()) {
        return null;
      }
      if (value instanceof JsonPrimitive number && number.isNumber()) {
        return number.getAsInt();
      }
      throw new IllegalArgumentException("whole numbers in a slice");
    }

    private void add(int begin, int end, int step) {
      begins.add(begin);
      ends.add(end);
      steps.add(step);
    }

    Operand<TNumber> of(Ops tf, Operand<TNumber> x) {
      return tf.stridedSlice(
          x,
          tf.constant(ints(begins)),
          tf.constant(ints(ends)),
          tf.constant(ints(steps)),
          StridedSlice.beginMask(fromStart),
          StridedSlice.endMask(toEnd),
          StridedSlice.ellipsisMask(ellipsis),
          StridedSlice.newAxisMask(newAxis),
          StridedSlice.shrinkAxisMask(single));
    }

    private static int[] ints(List<Integer> values) {
      return values.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
