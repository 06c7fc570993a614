/**
 * Mathematics that layers and operations share: activation functions, normalisation, attention,
 * resizing, softmax.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.function;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
