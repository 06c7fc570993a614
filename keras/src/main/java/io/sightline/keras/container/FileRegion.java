package io.sightline.keras.container;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of an open file, or all of it.
 *
 * @param channel the file; closed with the region
 * @param offset where the part begins
 * @param length how long it is
 */
record FileRegion(FileChannel channel, long offset, long length) implements Closeable {
  static FileRegion whole(FileChannel channel) throws IOException {
    return new FileRegion(channel, 0, channel.size());
  }

  /** A part of this part, which must lie in it. */
  FileRegion part(long start, long size) throws IOException {
    if (start < 0 || size < 0 || start > length || size > length - start) {
      throw new EOFException(
          "%s bytes at %s, in %s bytes altogether".formatted(size, start, length));
    }
    return new FileRegion(channel, offset + start, size);
  }

  /** Reads bytes into the heap. */
  ByteBuffer read(long start, int size) throws IOException {
    FileRegion wanted = part(start, size);
    ByteBuffer bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, wanted.offset + bytes.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  /** Maps all of it, which must not be more than {@code Integer.MAX_VALUE} bytes. */
  ByteBuffer map() throws IOException {
    return channel.map(MapMode.READ_ONLY, offset, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
