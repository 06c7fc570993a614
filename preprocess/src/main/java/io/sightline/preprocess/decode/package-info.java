/**
 * Decoding with the JDK alone. {@link io.sightline.preprocess.decode.ImageIoDecoder} is the entry;
 * it gives Pillow's pixels or refuses the file.
 */
@NullMarked
@CheckReturnValue
package io.sightline.preprocess.decode;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
