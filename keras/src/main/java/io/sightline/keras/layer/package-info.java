/**
 * The layers of Keras as parts of a TensorFlow graph, a class for each family: {@link
 * io.sightline.keras.layer.StandardLayers}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.layer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
