/**
 * Operations on pictures and on what a network makes of them: {@link
 * io.sightline.keras.vision.VisionOperations}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.vision;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
