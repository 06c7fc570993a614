/**
 * The text of a label file and where in it something is. {@link
 * io.sightline.postprocess.labels.text.SourceText} turns an offset into the line and column of an
 * error.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.labels.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
