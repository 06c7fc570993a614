/**
 * The operations of Keras 2 and 3 that stand between layers: {@link
 * io.sightline.keras.operation.StandardOperations}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.operation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
