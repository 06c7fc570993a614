/** Runs an open graph: checks what is fed, moves tensors in and out, and closes them. */
@NullMarked
@CheckReturnValue
package io.sightline.tensorflow.session;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
