/**
 * The files that Keras writes, read as files that anyone may have written: HDF5 and the zip archive
 * {@code .keras}. {@link io.sightline.keras.container.KerasFile} opens one; what comes out is the
 * architecture as JSON and the weights as arrays that were checked against the file's size.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.container;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
