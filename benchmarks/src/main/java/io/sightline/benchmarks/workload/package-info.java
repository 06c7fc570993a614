/**
 * What the measurements work on: models, boxes and pictures; and TensorFlow for Java alone, as the
 * other side. {@link io.sightline.benchmarks.workload.MeasuredModel} has the models.
 */
@NullMarked
@CheckReturnValue
package io.sightline.benchmarks.workload;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
