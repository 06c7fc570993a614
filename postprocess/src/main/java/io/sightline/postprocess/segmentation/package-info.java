/**
 * A class for each pixel. {@link io.sightline.postprocess.segmentation.Segmentation} makes a {@link
 * io.sightline.postprocess.segmentation.SegmentationMap} of a model's class ids or scores, {@link
 * io.sightline.postprocess.segmentation.ClassColors} paints it.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.segmentation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
