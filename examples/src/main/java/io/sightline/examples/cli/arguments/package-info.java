/**
 * What commands share of their arguments: pictures, labels, the model and the steps, such as {@link
 * io.sightline.examples.cli.arguments.StepArguments}; and the converters that read their words.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.cli.arguments;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
