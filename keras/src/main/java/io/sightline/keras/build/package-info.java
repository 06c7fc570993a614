/**
 * What builders of layers share: {@link io.sightline.keras.build.LayerScope}, and small parts of
 * graphs.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.build;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
