package io.sightline.keras.container;

/**
 * An entry of a zip archive, as its directory says.
 *
 * @param name the entry's name
 * @param flags the general purpose bits
 * @param method how it is compressed
 * @param checksum the CRC-32 of its content
 * @param compressed its length in the archive
 * @param size its length
 * @param header where its own header begins
 */
record ZipEntry(
    String name, int flags, int method, long checksum, long compressed, long size, long header) {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int ENCRYPTED = 1;

  boolean isEncrypted() {
    return (flags & ENCRYPTED) != 0;
  }
}
