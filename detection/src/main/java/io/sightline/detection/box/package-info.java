/** Boxes: how they are written down, and how much two of them overlap. */
@NullMarked
@CheckReturnValue
package io.sightline.detection.box;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
