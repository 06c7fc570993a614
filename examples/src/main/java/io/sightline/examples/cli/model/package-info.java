/**
 * What commands know of models: {@link io.sightline.examples.cli.model.ModelTask} tells what one is
 * for, {@link io.sightline.examples.cli.model.BundledModel} is the one that comes with the project.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.cli.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
