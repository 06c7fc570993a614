/**
 * Keras models: {@link io.sightline.keras.KerasModelLoader} opens {@code .h5} and {@code .keras}
 * files. A {@link io.sightline.keras.LayerFunction} adds a layer that Keras does not have.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
