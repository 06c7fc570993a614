package io.sightline.tensorflow.session;

import io.sightline.tensor.ElementType;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** TensorFlow's element types and ours. */
public final class ElementTypes {
  /** The types that TensorFlow for Java can feed and read. */
  private static final Map<ElementType, Class<? extends TType>> CLASSES =
      Map.of(
          ElementType.FLOAT16, TFloat16.class,
          ElementType.BFLOAT16, TBfloat16.class,
          ElementType.FLOAT32, TFloat32.class,
          ElementType.FLOAT64, TFloat64.class,
          ElementType.INT32, TInt32.class,
          ElementType.INT64, TInt64.class,
          ElementType.UINT8, TUint8.class,
          ElementType.UINT16, TUint16.class,
          ElementType.BOOL, TBool.class,
          ElementType.STRING, TString.class);

  /** A reference to a variable has the variable's type plus this (types.proto). */
  private static final int REFERENCE = 100;

  private ElementTypes() {}

  /** Our name of a type; {@link ElementType#OPAQUE} if there is none. */
  public static ElementType of(DataType type) {
    int number = type.getNumber();
    DataType base = number > REFERENCE ? DataType.forNumber(number - REFERENCE) : type;
    if (base == null) {
      return ElementType.OPAQUE;
    }
    return switch (base) {
      case DT_HALF -> ElementType.FLOAT16;
      case DT_BFLOAT16 -> ElementType.BFLOAT16;
      case DT_FLOAT -> ElementType.FLOAT32;
      case DT_DOUBLE -> ElementType.FLOAT64;
      case DT_INT8 -> ElementType.INT8;
      case DT_INT16 -> ElementType.INT16;
      case DT_INT32 -> ElementType.INT32;
      case DT_INT64 -> ElementType.INT64;
      case DT_UINT8 -> ElementType.UINT8;
      case DT_UINT16 -> ElementType.UINT16;
      case DT_UINT32 -> ElementType.UINT32;
      case DT_UINT64 -> ElementType.UINT64;
      case DT_BOOL -> ElementType.BOOL;
      case DT_STRING -> ElementType.STRING;
      default -> ElementType.OPAQUE;
    };
  }

  /** Whether tensors of the type can be fed and read. */
  public static boolean isSupported(ElementType type) {
    return CLASSES.containsKey(type);
  }

  /**
   * TensorFlow for Java's class of tensors of a type.
   *
   * @throws IllegalArgumentException if the type is not supported
   */
  public static Class<? extends TType> tensorClass(ElementType type) {
    Class<? extends TType> tensorClass = CLASSES.get(type);
    if (tensorClass == null) {
      throw new IllegalArgumentException("TensorFlow for Java has no tensors of " + type);
    }
    return tensorClass;
  }
}
