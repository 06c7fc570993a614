/**
 * How several items are worked on at once: {@link io.sightline.internal.batch.JobFlow} leads jobs
 * through their stages, {@link io.sightline.internal.batch.BatchedModel} runs many as one.
 */
@NullMarked
@CheckReturnValue
package io.sightline.internal.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
