/**
 * Keras models with what their files do not hold: {@link io.sightline.examples.keras.CustomModels}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.keras;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
