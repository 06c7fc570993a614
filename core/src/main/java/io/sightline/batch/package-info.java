/**
 * How many inputs are worked on: {@link io.sightline.batch.Batching} says how they are gathered
 * into batches, {@link io.sightline.batch.BulkOptions} how a long list of them is gone through.
 */
@NullMarked
@CheckReturnValue
package io.sightline.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
