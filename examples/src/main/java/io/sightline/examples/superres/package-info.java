/**
 * Super-resolution by models that enlarge the luminance of a picture alone. {@link
 * io.sightline.examples.superres.SuperResolution} does the rest: colours by bicubic interpolation.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.superres;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
