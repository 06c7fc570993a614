/**
 * How good a model is. {@link io.sightline.postprocess.evaluation.FolderEvaluation} holds a
 * classifier against a labelled folder in one call; {@link
 * io.sightline.postprocess.evaluation.ClassificationEvaluator} and {@link
 * io.sightline.postprocess.evaluation.SegmentationEvaluator} take answers one by one.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
