/**
 * What the steps of several packages share. {@link io.sightline.postprocess.internal.OutputChoice}
 * finds the output that a step reads, {@link io.sightline.postprocess.internal.Row} reads one that
 * is a row of floats.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
