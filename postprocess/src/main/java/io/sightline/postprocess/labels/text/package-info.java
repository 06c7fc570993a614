/**
 * A label file as text: {@link io.sightline.postprocess.labels.text.LabelFile} decodes it and
 * refuses what is none, {@link io.sightline.postprocess.labels.text.SourceText} turns an offset
 * into the line and column of an error.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.labels.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
