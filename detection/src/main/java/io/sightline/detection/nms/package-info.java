/**
 * Choosing among boxes that mean the same object: {@link io.sightline.detection.nms.Suppression} is
 * the interface, {@link io.sightline.detection.nms.NonMaxSuppression} the usual rule.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.nms;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
