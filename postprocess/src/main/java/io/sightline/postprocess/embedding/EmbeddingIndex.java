package io.sightline.postprocess.embedding;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Named vectors, to find those nearest to another. The search is exact: it looks at each vector.
 *
 * <pre>{@code
 * EmbeddingIndex index = EmbeddingIndex.builder().add("cat.jpg", cat).add("dog.jpg", dog).build();
 * List<Neighbor> alike = index.nearest(query, 5, Metric.COSINE);
 * }</pre>
 *
 * <p>All vectors have as many dimensions. An index may be empty; it then has no dimensions, and
 * nothing is near to anything. It is meant for thousands of vectors: 5,000 of 1,280 dimensions take
 * 26 MB and a query milliseconds.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class EmbeddingIndex {
  private final List<String> names;
  private final int dimensions;

  /** Row by row, {@code [vector, dimension]}. */
  private final float[] elements;

  private final double[] norms;

  /** Takes the array as its own: finite numbers of vectors whose names have been checked. */
  EmbeddingIndex(List<String> names, int dimensions, float[] elements) {
    this.names = List.copyOf(names);
    this.dimensions = dimensions;
    this.elements = elements;
    norms = new double[names.size()];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = VectorKernel.norm(elements, i * dimensions, dimensions);
    }
  }

  /**
   * Starts an index.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * An index of vectors that are there already.
   *
   * @param vectors the vectors by their names; copied, in the map's order
   * @return the index
   * @throws IllegalArgumentException as {@link Builder#add} does
   */
  public static EmbeddingIndex of(Map<String, EmbeddingVector> vectors) {
    Builder builder = builder();
    vectors.forEach(builder::add);
    return builder.build();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param directory the directory
   * @return an index that equals the one that was written
   * @throws IOException if one of the files is not there or cannot be read
   * @throws io.sightline.error.FileFormatException if the files are not those of an index, or do
   *     not belong together
   */
  public static EmbeddingIndex read(Path directory) throws IOException {
    return new EmbeddingFiles(directory).read();
  }

  /**
   * Writes two files that Python reads as well: {@code vectors.npy}, float32 {@code [vector,
   * dimension]}, and {@code names.txt}, UTF-8, one name a line in the same order. Existing files of
   * these names are replaced.
   *
   * @param directory where to write; made if it is not there
   * @throws IOException if a file cannot be written
   */
  public void write(Path directory) throws IOException {
    new EmbeddingFiles(directory).write(names, dimensions, elements);
  }

  /**
   * The number of vectors.
   *
   * @return 0 if the index is empty
   */
  public int size() {
    return names.size();
  }

  /**
   * The number of dimensions of each vector.
   *
   * @return 0 if the index is empty
   */
  public int dimensions() {
    return dimensions;
  }

  /**
   * The names of all vectors.
   *
   * @return an unmodifiable list, in the order in which they were added
   */
  public List<String> names() {
    return names;
  }

  /**
   * One vector.
   *
   * @param name its name
   * @return the vector; empty if there is none of that name
   */
  public Optional<EmbeddingVector> vector(String name) {
    int index = names.indexOf(name);
    return index < 0
        ? Optional.empty()
        : Optional.of(
            EmbeddingVector.of(
                Arrays.copyOfRange(elements, index * dimensions, (index + 1) * dimensions)));
  }

  /**
   * The vectors that are nearest to another.
   *
   * @param query a vector of as many dimensions
   * @param k how many, at least 1; an index with fewer gives all it has
   * @param metric what near means
   * @return an unmodifiable list, nearest first, equally near ones in the order in which they were
   *     added; empty if the index is
   * @throws IllegalArgumentException if k is below 1, or the query has more or fewer dimensions
   */
  public List<Neighbor> nearest(EmbeddingVector query, int k, Metric metric) {
    Objects.requireNonNull(metric, "metric");
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: got " + k);
    }
    if (!names.isEmpty() && query.dimensions() != dimensions) {
      throw new IllegalArgumentException(
          "The query must have %s dimensions, as the index has: got %s"
              .formatted(dimensions, query.dimensions()));
    }
    NearestSelection nearest = new NearestSelection(Math.min(k, names.size()));
    switch (metric) {
      case COSINE -> offerCosines(query, nearest);
      case EUCLIDEAN -> offerDistances(query, nearest);
    }
    List<Neighbor> neighbors = new ArrayList<>(nearest.count());
    for (int place = 0; place < nearest.count(); place++) {
      double value = nearest.value(place);
      neighbors.add(
          new Neighbor(
              names.get(nearest.index(place)), metric == Metric.COSINE ? 0 - value : value));
    }
    return List.copyOf(neighbors);
  }

  /** With the sign changed, so that the nearest is the lowest. */
  private void offerCosines(EmbeddingVector query, NearestSelection nearest) {
    double queryNorm = query.norm();
    for (int i = 0; i < norms.length; i++) {
      double dot = VectorKernel.dot(query.elements(), 0, elements, i * dimensions, dimensions);
      nearest.offer(i, 0 - VectorKernel.cosine(dot, queryNorm, norms[i]));
    }
  }

  private void offerDistances(EmbeddingVector query, NearestSelection nearest) {
    for (int i = 0; i < norms.length; i++) {
      double squared =
          VectorKernel.squaredDistance(query.elements(), 0, elements, i * dimensions, dimensions);
      nearest.offer(i, Math.sqrt(squared));
    }
  }

  /** Whether the other has the same names and vectors in the same order, bit for bit. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof EmbeddingIndex that
        && names.equals(that.names)
        && Arrays.equals(elements, that.elements);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(elements);
  }

  /** Returns the size, as in {@code 5000 vectors of 1280 dimensions}. */
  @Override
  public String toString() {
    return "%s vectors of %s dimensions".formatted(size(), dimensions);
  }

  /** Collects vectors. For use by one thread. */
  public static final class Builder {
    private final Map<String, EmbeddingVector> vectors = new LinkedHashMap<>();
    private int dimensions;

    private Builder() {}

    /**
     * Adds a vector.
     *
     * @param name what it is called: at least one character, on one line
     * @param vector a vector of as many dimensions as those before
     * @return this builder
     * @throws IllegalArgumentException if a vector has that name, the name is empty, has a line
     *     break or no form in UTF-8, or the vector has other dimensions than those before
     */
    @CanIgnoreReturnValue
    public Builder add(String name, EmbeddingVector vector) {
      EmbeddingNames.check(name);
      if (!vectors.isEmpty() && vector.dimensions() != dimensions) {
        throw new IllegalArgumentException(
            "The vector '%s' must have %s dimensions, as those before it: got %s"
                .formatted(name, dimensions, vector.dimensions()));
      }
      if (vectors.containsKey(name)) {
        throw new IllegalArgumentException("There is a vector '%s' already".formatted(name));
      }
      vectors.put(name, vector);
      dimensions = vector.dimensions();
      return this;
    }

    /**
     * Makes the index. The builder can be used on.
     *
     * @return the index of what was added
     * @throws IllegalArgumentException if the vectors do not fit one array
     */
    public EmbeddingIndex build() {
      long count = (long) vectors.size() * dimensions;
      if (count > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "%s vectors of %s dimensions do not fit an array"
                .formatted(vectors.size(), dimensions));
      }
      float[] elements = new float[(int) count];
      int to = 0;
      for (EmbeddingVector vector : vectors.values()) {
        System.arraycopy(vector.elements(), 0, elements, to, dimensions);
        to += dimensions;
      }
      return new EmbeddingIndex(List.copyOf(vectors.keySet()), dimensions, elements);
    }
  }
}
