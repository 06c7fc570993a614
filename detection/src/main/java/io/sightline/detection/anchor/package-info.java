/**
 * What raw SSD heads leave to the caller: the {@link io.sightline.detection.anchor.Anchors} that
 * the model was trained with, the generators that lay them out, and the {@link
 * io.sightline.detection.anchor.BoxCoder} that turns a head's numbers into boxes.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.anchor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
