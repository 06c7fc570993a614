/**
 * From a file to a checked model: {@link io.sightline.keras.read.ModelReader}. The formats of the
 * three generations of Keras end here.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.read;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
