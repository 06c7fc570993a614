package io.sightline.internal.batch;

import java.util.Collection;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Where the inputs of {@code predictAll} come from, read once, by one thread.
 *
 * @param <I> an input
 */
public final class InputSource<I> implements AutoCloseable {
  private final Supplier<Iterator<? extends I>> iterator;
  private final OptionalLong size;
  private final Runnable close;

  private InputSource(Supplier<Iterator<? extends I>> iterator, OptionalLong size, Runnable close) {
    this.iterator = iterator;
    this.size = size;
    this.close = close;
  }

  /** The elements of what can be gone through. */
  public static <I> InputSource<I> of(Iterable<? extends I> inputs) {
    OptionalLong size =
        inputs instanceof Collection<?> collection
            ? OptionalLong.of(collection.size())
            : OptionalLong.empty();
    return new InputSource<>(inputs::iterator, size, () -> {});
  }

  /** A stream's elements; the stream is closed with this source. */
  public static <I> InputSource<I> of(Stream<? extends I> inputs) {
    Spliterator<? extends I> elements = inputs.spliterator();
    long size = elements.getExactSizeIfKnown();
    return new InputSource<>(
        () -> Spliterators.iterator(elements),
        size < 0 ? OptionalLong.empty() : OptionalLong.of(size),
        inputs::close);
  }

  /** Begins to read. */
  public Iterator<? extends I> iterator() {
    return iterator.get();
  }

  /** How many inputs there are, if that is known. */
  public OptionalLong size() {
    return size;
  }

  @Override
  public void close() {
    close.run();
  }
}
