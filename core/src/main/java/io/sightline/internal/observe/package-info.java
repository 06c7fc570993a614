/**
 * How predictions are told of: {@link io.sightline.internal.observe.Listeners} tells all who
 * listen, {@link io.sightline.internal.observe.FlightRecorderListener} writes events of the JDK
 * Flight Recorder.
 */
@NullMarked
@CheckReturnValue
package io.sightline.internal.observe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
