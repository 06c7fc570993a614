/**
 * What a detection model's outputs mean: a {@link
 * io.sightline.detection.contract.DetectionContract} reads them as {@link
 * io.sightline.detection.contract.Candidates}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.contract;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
