/**
 * Pictures as they come in. {@link io.sightline.image.ImageSource} names a picture, an {@link
 * io.sightline.image.ImageDecoder} turns it into a {@link io.sightline.image.DecodedImage}, and
 * {@link io.sightline.image.Geometry} remembers what was done to it on the way to the model.
 */
@NullMarked
@CheckReturnValue
package io.sightline.image;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
