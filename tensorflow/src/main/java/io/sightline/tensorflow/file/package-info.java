/**
 * What lies at a path, in plain Java: finds the model in what is nearly one, unpacks archives,
 * reads SavedModel and GraphDef messages, and checks that the weights are there. No native code is
 * loaded.
 */
@NullMarked
@CheckReturnValue
package io.sightline.tensorflow.file;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
