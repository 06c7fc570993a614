/**
 * Pixels between two steps: {@link io.sightline.preprocess.raster.Raster} is either whole numbers
 * or floats.
 */
@NullMarked
@CheckReturnValue
package io.sightline.preprocess.raster;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
