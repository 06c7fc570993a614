/**
 * Metrics of predictions for Micrometer, which the application brings: {@link
 * io.sightline.metrics.MicrometerListener}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.metrics;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
