/**
 * The command line: {@link io.sightline.examples.cli.Sightline} is the program, each other class a
 * command.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
