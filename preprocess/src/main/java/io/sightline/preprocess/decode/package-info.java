/**
 * From encoded bytes to upright pixels. {@link io.sightline.preprocess.decode.ImageDecoders}
 * chooses among the installed decoders; {@link io.sightline.preprocess.decode.ImageIoDecoder}, on
 * the JDK alone, gives Pillow's pixels or refuses the file.
 */
@NullMarked
@CheckReturnValue
package io.sightline.preprocess.decode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
