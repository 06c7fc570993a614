/**
 * What can go wrong with a model, a picture or a side file. {@link
 * io.sightline.error.PredictionException} is the root. Every message says what happened, what was
 * expected, what was found and what to do.
 */
@NullMarked
@CheckReturnValue
package io.sightline.error;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
