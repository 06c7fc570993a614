package io.sightline.tensorflow.session;

import io.sightline.model.Feed;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.DataStorageVisitor;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** Copies values into and out of TensorFlow's memory, in bulk. */
final class TensorMemory {
  private TensorMemory() {}

  /** Makes a tensor of what is fed; the caller closes it. */
  static Tensor copyIn(Feed feed) {
    Shape shape = Shape.of(feed.shape().toArray());
    if (feed.elementType() == ElementType.STRING) {
      List<byte[]> strings = new ArrayList<>();
      feed.parts().forEach(part -> strings.addAll(part.byteStrings()));
      return TString.tensorOfBytes(shape, DataBuffers.ofObjects(strings.toArray(byte[][]::new)));
    }
    TType tensor = Tensor.of(ElementTypes.tensorClass(feed.elementType()), shape);
    try {
      ByteBuffer memory = view(tensor);
      feed.parts().forEach(part -> part.copyTo(memory));
      return tensor;
    } catch (Throwable failure) {
      tensor.close();
      throw failure;
    }
  }

  /** Reads a tensor; the caller closes it. */
  static TensorValue copyOut(Tensor tensor) {
    ElementType type = ElementTypes.of(tensor.dataType());
    var shape = io.sightline.tensor.Shape.of(tensor.shape().asArray());
    if (type == ElementType.STRING) {
      List<byte[]> strings = new ArrayList<>();
      for (NdArray<byte[]> element : ((TString) tensor).asBytes().scalars()) {
        strings.add(element.getObject());
      }
      return TensorValue.ofByteStrings(strings, shape);
    }
    return TensorValue.copyOf(type, shape, view(tensor));
  }

  /** The tensor's memory, valid until the tensor is closed; must not leave this class. */
  private static ByteBuffer view(Tensor tensor) {
    if (tensor.numBytes() == 0) {
      return ByteBuffer.allocate(0);
    }
    if (tensor.numBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "A tensor of %s has %s bytes: at most 2 GiB can be fed or read"
              .formatted(tensor.shape(), tensor.numBytes()));
    }
    ByteDataBuffer data = tensor.asRawTensor().data();
    return data.accept(new ViewVisitor()).order(ByteOrder.nativeOrder());
  }

  /** Sees the tensor's memory as one buffer, whichever way TensorFlow for Java maps it. */
  private static final class ViewVisitor implements DataStorageVisitor<ByteBuffer> {
    @Override
    public ByteBuffer visit(long address, long length, long scale) {
      return new NativeMemory(address, length * scale).asByteBuffer();
    }

    @Override
    public ByteBuffer visit(ByteBuffer buffer) {
      return buffer;
    }

    @Override
    public ByteBuffer fallback() {
      throw new IllegalStateException("TensorFlow's memory is not accessible in this process");
    }
  }

  /** Memory that somebody else owns and frees. */
  private static final class NativeMemory extends Pointer {
    NativeMemory(long address, long bytes) {
      this.address = address;
      this.capacity = bytes;
      this.limit = bytes;
    }
  }
}
