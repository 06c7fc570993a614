/**
 * From a picture to what a model is fed. {@link io.sightline.preprocess.ImagePreprocessor} is where
 * to start; {@link io.sightline.preprocess.EncodedImage} is for models that decode pictures
 * themselves.
 */
@NullMarked
@CheckReturnValue
package io.sightline.preprocess;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
