package io.sightline.keras.container;

import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.filter.PipelineFilterWithData;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.sightline.tensor.Shape;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;

/** An array of numbers in an HDF5 file. Its size has been held against the file's. */
public final class Hdf5Array {
  /** Deflate, shuffle, Fletcher-32 and LZF: what h5py offers (HDF Group, registered filters). */
  private static final Set<Integer> FILTERS = Set.of(1, 2, 3, 32000);

  private final Dataset dataset;
  private final Hdf5Limits limits;
  private final String path;
  private final long[] lengths;
  private final long count;

  Hdf5Array(Dataset dataset, Hdf5Limits limits, String path) {
    this.dataset = dataset;
    this.limits = limits;
    this.path = path;
    this.lengths = dataset.isScalar() ? new long[0] : dataset.getDimensionsAsLong();
    this.count = limits.count(lengths);
    requireNumbers();
    requireSize();
  }

  /** Where it is in the file. */
  public String path() {
    return path;
  }

  /** Its shape. */
  public Shape shape() {
    return Shape.of(lengths);
  }

  /** Its element type, such as {@code float32}. */
  public String dtype() {
    DataType type = dataset.getDataType();
    String kind = type instanceof FixedPoint number && !number.isSigned() ? "uint" : "int";
    return (type instanceof FloatingPoint ? "float" : kind) + (type.getSize() * 8);
  }

  /**
   * Its values as float in C order. Those that lie in one piece as float32 are not copied.
   *
   * @return a buffer that is read-only or the caller's own
   * @throws io.sightline.error.ModelLoadException if they cannot be read
   */
  public FloatBuffer floats() {
    return ParseBorder.guard(limits.source(), this::read);
  }

  private FloatBuffer read() {
    if (count == 0) {
      return FloatBuffer.allocate(0);
    }
    if (dataset instanceof ContiguousDataset contiguous && isFloat()) {
      ByteBuffer bytes = contiguous.getBuffer();
      return requireAll(bytes.asFloatBuffer());
    }
    Object values = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
    if (values instanceof float[] floats) {
      return requireAll(FloatBuffer.wrap(floats));
    }
    return requireAll(convert(values));
  }

  private static FloatBuffer convert(Object values) {
    if (values instanceof Number number) {
      return FloatBuffer.wrap(new float[] {number.floatValue()});
    }
    if (values instanceof double[] doubles) {
      float[] floats = new float[doubles.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) doubles[i];
      }
      return FloatBuffer.wrap(floats);
    }
    float[] floats = new float[values.getClass().isArray() ? Array.getLength(values) : 0];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) Array.get(values, i)).floatValue();
    }
    return FloatBuffer.wrap(floats);
  }

  /** Chunks that were never written come out of the HDF5 reader as nothing at all. */
  private FloatBuffer requireAll(FloatBuffer values) {
    if (values.remaining() != count) {
      throw limits.refuse(
          "%s values in %s".formatted(count, path), Integer.toString(values.remaining()));
    }
    return values;
  }

  private boolean isFloat() {
    return dataset.getDataType() instanceof FloatingPoint type && type.getSize() == Float.BYTES;
  }

  private void requireNumbers() {
    DataType type = dataset.getDataType();
    if (!(type instanceof FloatingPoint || type instanceof FixedPoint)) {
      throw limits.refuse("numbers in " + path, type.getClass().getSimpleName());
    }
  }

  private void requireSize() {
    int elementSize = dataset.getDataType().getSize();
    String what = "the array " + path;
    if (dataset instanceof ChunkedDataset chunked) {
      limits.requireCompressed(count, elementSize, what);
      long[] chunk = Arrays.stream(chunked.getChunkDimensions()).asLongStream().toArray();
      limits.requireCompressed(limits.count(chunk), elementSize, "a chunk of " + path);
      requireFilters();
    } else {
      limits.requireStored(count, elementSize, what);
    }
    requireWritten(elementSize);
  }

  private void requireFilters() {
    for (PipelineFilterWithData filter : dataset.getFilters()) {
      if (!FILTERS.contains(filter.getId())) {
        throw limits.refuse("filters that h5py offers in " + path, filter.getName());
      }
    }
  }

  /** What was never written would be read as zeros, or not at all. */
  private void requireWritten(int elementSize) {
    if (count == 0) {
      return;
    }
    boolean isCompressed = !dataset.getFilters().isEmpty();
    long least = isCompressed ? 1 : count * elementSize;
    boolean isMissing =
        dataset instanceof ContiguousDataset contiguous
            ? contiguous.getDataAddress() < 0
            : dataset.getStorageInBytes() < least;
    if (isMissing) {
      throw limits.refuse("%s values in %s".formatted(count, path), "some that were never written");
    }
  }
}
