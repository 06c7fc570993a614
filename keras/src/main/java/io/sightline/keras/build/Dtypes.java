package io.sightline.keras.build;

import io.sightline.tensor.ElementType;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The element types of Keras by their names. */
public final class Dtypes {
  private static final Map<String, Class<? extends TNumber>> CLASSES =
      Map.of(
          "float16", TFloat16.class,
          "bfloat16", TBfloat16.class,
          "float32", TFloat32.class,
          "float64", TFloat64.class,
          "int32", TInt32.class,
          "int64", TInt64.class,
          "uint8", TUint8.class,
          "uint16", TUint16.class);

  private static final Map<String, ElementType> ELEMENTS =
      Map.of(
          "bool", ElementType.BOOL,
          "float16", ElementType.FLOAT16,
          "bfloat16", ElementType.BFLOAT16,
          "float32", ElementType.FLOAT32,
          "float64", ElementType.FLOAT64,
          "int32", ElementType.INT32,
          "int64", ElementType.INT64,
          "uint8", ElementType.UINT8,
          "uint16", ElementType.UINT16);

  private Dtypes() {}

  /** TensorFlow's class of tensors of a type; empty if it cannot be fed or computed with. */
  public static Optional<Class<? extends TNumber>> tensorClass(String dtype) {
    return Optional.ofNullable(CLASSES.get(dtype));
  }

  /** The same, and the class of truth values. */
  public static Optional<Class<? extends TType>> anyClass(String dtype) {
    return dtype.equals("bool")
        ? Optional.of(TBool.class)
        : tensorClass(dtype).map(numbers -> numbers);
  }

  /** Our name of a type; empty if it cannot be fed. */
  public static Optional<ElementType> elementType(String dtype) {
    return Optional.ofNullable(ELEMENTS.get(dtype));
  }

  /** Whether a type is one of broken numbers. */
  public static boolean isFloating(Class<?> type) {
    return isHalf(type) || type == TFloat32.class || type == TFloat64.class;
  }

  /** Whether a type has 16 bits, too few for a variance. */
  public static boolean isHalf(Class<?> type) {
    return type == TFloat16.class || type == TBfloat16.class;
  }
}
