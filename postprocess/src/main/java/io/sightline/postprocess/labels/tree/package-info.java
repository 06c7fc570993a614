/**
 * JSON and YAML as one tree of {@link io.sightline.postprocess.labels.tree.Node}s that know where
 * they are. Nothing is constructed from what a file says, depth is bounded, and the time is linear.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.labels.tree;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
