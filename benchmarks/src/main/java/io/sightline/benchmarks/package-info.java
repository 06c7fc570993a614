/**
 * Measurements of the library, from outside, as an application uses it. {@link
 * io.sightline.benchmarks.OverheadComparison} compares within one process; the other public classes
 * are JMH benchmarks.
 */
@NullMarked
@CheckReturnValue
package io.sightline.benchmarks;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
