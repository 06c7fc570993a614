package io.sightline.keras.build;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The element types that results have ({@code result_type} of backend/common/dtypes.py of Keras
 * 3.15.1). Of the types that TensorFlow for Java has, all but those of 16 bits are in one order;
 * the larger of two holds the values of both.
 */
public final class ResultTypes {
  /** The type of a whole number of Python, which takes the type of the tensor beside it. */
  public static final Class<?> PYTHON_INT = Integer.class;

  /** The type of a broken number of Python, which takes the type of a broken tensor beside it. */
  public static final Class<?> PYTHON_FLOAT = Float.class;

  private static final List<Class<?>> ORDER =
      List.of(
          TBool.class,
          PYTHON_INT,
          TUint8.class,
          TUint16.class,
          TInt32.class,
          TInt64.class,
          PYTHON_FLOAT,
          TFloat16.class,
          TBfloat16.class,
          TFloat32.class,
          TFloat64.class);

  private ResultTypes() {}

  /** The type of what is computed from values of some types, of which there is one at least. */
  public static Class<? extends TType> of(Class<?>... types) {
    int largest = Arrays.stream(types).mapToInt(ORDER::indexOf).max().orElseThrow();
    List<Class<?>> all = List.of(types);
    boolean isMixed = all.contains(TFloat16.class) && all.contains(TBfloat16.class);
    return isMixed && largest < ORDER.indexOf(TFloat32.class)
        ? TFloat32.class
        : strong(ORDER.get(largest));
  }

  /** The type of a tensor that is made of values of a type. */
  public static Class<? extends TType> strong(Class<?> type) {
    if (type == PYTHON_INT) {
      return TInt32.class;
    }
    return type == PYTHON_FLOAT ? TFloat32.class : type.asSubclass(TType.class);
  }

  /** The type of broken numbers for values of a type: their own, or one of 32 bits. */
  public static Class<? extends TType> broken(Class<?> type) {
    return of(type, PYTHON_FLOAT);
  }

  /**
   * The type that values of a type are summed up in. Of {@code uint32}, which Keras takes for
   * unsigned values and TensorFlow for Java does not have, all values are in {@code int64}.
   */
  public static Class<? extends TType> ofSum(Class<?> type) {
    if (type == TBool.class) {
      return TInt32.class;
    }
    boolean isUnsigned = type == TUint8.class || type == TUint16.class;
    return isUnsigned ? TInt64.class : strong(type);
  }
}
