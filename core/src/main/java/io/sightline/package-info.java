/**
 * Predictions with a pre-trained model. {@link io.sightline.Predictor#builder()} is where to start;
 * {@link io.sightline.Preprocessor} and {@link io.sightline.Postprocessor} are the steps before and
 * after the model, ready-made or your own.
 */
@NullMarked
@CheckReturnValue
package io.sightline;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
