/**
 * Models that give pictures. {@link io.sightline.postprocess.picture.PictureOutput} makes a {@link
 * io.sightline.image.DecodedImage} of what they give.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.picture;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
