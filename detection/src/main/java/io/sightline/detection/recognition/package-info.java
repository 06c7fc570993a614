/**
 * Which contract a model's own description calls for: {@link
 * io.sightline.detection.recognition.Recognition} says which and why, or lists those that it may
 * be.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.recognition;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
