/**
 * Detections as text that other tools read: {@link io.sightline.detection.format.JsonFormat},
 * {@link io.sightline.detection.format.CsvFormat}, {@link
 * io.sightline.detection.format.CocoFormat}, {@link io.sightline.detection.format.VocFormat} and
 * {@link io.sightline.detection.format.YoloFormat}. Numbers are the shortest decimals that read
 * back to the same float, without exponent; the text depends on nothing but the detections, and
 * belongs into files of UTF-8.
 */
@NullMarked
@CheckReturnValue
package io.sightline.detection.format;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
