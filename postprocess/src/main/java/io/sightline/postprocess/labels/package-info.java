/**
 * The names of a model's classes. {@link io.sightline.postprocess.labels.Labels} reads every common
 * kind of label file; {@link io.sightline.postprocess.labels.UltralyticsMetadata} reads what else
 * Ultralytics writes beside its models.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.labels;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
