/**
 * Answers that are plain values. {@link io.sightline.postprocess.plain.Regression} gives numbers,
 * {@link io.sightline.postprocess.plain.Texts} text, {@link
 * io.sightline.postprocess.plain.PlainOutputs} the arrays as they are.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.plain;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
