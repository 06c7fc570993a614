/**
 * Vectors that stand for pictures. {@link io.sightline.postprocess.embedding.Embedding} takes an
 * {@link io.sightline.postprocess.embedding.EmbeddingVector} out of what a model gives, {@link
 * io.sightline.postprocess.embedding.EmbeddingIndex} finds those nearest to another.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.embedding;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
