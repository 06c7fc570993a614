/**
 * From a checked model to an open TensorFlow session: {@link io.sightline.keras.graph.ModelOpener}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.graph;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
