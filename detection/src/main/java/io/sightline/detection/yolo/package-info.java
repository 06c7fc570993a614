/**
 * The contracts of YOLO models: {@link io.sightline.detection.yolo.YoloContracts} has one for each
 * kind of export.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.yolo;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
