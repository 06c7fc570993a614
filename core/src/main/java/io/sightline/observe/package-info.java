/**
 * What can be heard of predictions: {@link io.sightline.observe.PredictionListener} is told of each
 * one and of each run of the model.
 */
@NullMarked
@CheckReturnValue
package io.sightline.observe;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
