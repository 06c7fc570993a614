/**
 * Raw SSD heads: {@link io.sightline.detection.ssd.SsdHead} is made from the parts that the model
 * leaves to the caller.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.ssd;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
