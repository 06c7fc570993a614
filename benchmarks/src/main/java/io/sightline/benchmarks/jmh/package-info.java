/**
 * The JMH benchmarks: absolute times of single steps and predictions. Started by {@code
 * benchmarks/run [JMH options]}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.benchmarks.jmh;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
