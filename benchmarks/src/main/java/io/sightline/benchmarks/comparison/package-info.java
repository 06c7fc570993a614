/**
 * Programs that do two or more things by turns and print the ratios of their times, so that what
 * else the machine does falls on all of them. Started by {@code benchmarks/run} with the name of
 * the comparison, such as {@link io.sightline.benchmarks.comparison.OverheadComparison}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.benchmarks.comparison;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
