/**
 * Models behind a thin wall. A {@link io.sightline.model.ModelLoader} opens a file as a {@link
 * io.sightline.model.ModelSession}, which runs it and describes it; {@link
 * io.sightline.model.Models} finds the loader.
 */
@NullMarked
@CheckReturnValue
package io.sightline.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
