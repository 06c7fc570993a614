/**
 * Windows that move over pictures, which layers and operations share: convolutions, pooling,
 * patches.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.window;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
