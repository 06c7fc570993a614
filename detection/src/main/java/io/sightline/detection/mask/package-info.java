/**
 * Which pixels belong to an object: {@link io.sightline.detection.mask.InstanceMask} as a model
 * gives it, {@link io.sightline.detection.mask.BitMask} for the whole picture, and COCO's run
 * lengths, {@link io.sightline.detection.mask.CocoRle}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.mask;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
