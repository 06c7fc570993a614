/**
 * Arrays with a shape and an element type, in plain Java. {@link io.sightline.tensor.TensorValue}
 * holds numbers or text, {@link io.sightline.tensor.TensorSpec} says what a model wants or gives,
 * and {@link io.sightline.tensor.Npy} exchanges values with NumPy.
 */
@NullMarked
@CheckReturnValue
package io.sightline.tensor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
