/**
 * Predictions as events of the JDK Flight Recorder: {@link
 * io.sightline.internal.jfr.FlightRecorderListener} writes them.
 */
@NullMarked
@CheckReturnValue
package io.sightline.internal.jfr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
