/**
 * Brings a model from its files into an open session: chooses graph, signature and names, restores
 * what TensorFlow's loader leaves out, and describes the result.
 */
@NullMarked
@CheckReturnValue
package io.sightline.tensorflow.open;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
