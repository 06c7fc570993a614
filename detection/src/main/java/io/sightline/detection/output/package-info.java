/** How the contracts find and read the outputs of a model. */
@NullMarked
@CheckReturnValue
package io.sightline.detection.output;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
