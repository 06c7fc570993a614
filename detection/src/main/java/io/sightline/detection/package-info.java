/**
 * What was found in a picture: {@link io.sightline.detection.Detections}, with a {@link
 * io.sightline.detection.Detection} as the view of one row.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
