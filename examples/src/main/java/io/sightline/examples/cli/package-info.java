/** The command line. {@link io.sightline.examples.cli.Sightline} is the program. */
@NullMarked
@CheckReturnValue
package io.sightline.examples.cli;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
