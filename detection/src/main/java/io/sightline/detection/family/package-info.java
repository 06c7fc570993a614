/**
 * The contracts of known families of detection models: {@link
 * io.sightline.detection.family.DetectionContracts} has one for each.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.family;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
