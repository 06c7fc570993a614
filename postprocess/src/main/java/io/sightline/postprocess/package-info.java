/**
 * From what a model gives to an answer. {@link io.sightline.postprocess.TopK} makes a {@link
 * io.sightline.postprocess.Classification} of a classifier's scores, with names from {@link
 * io.sightline.postprocess.labels.Labels}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
