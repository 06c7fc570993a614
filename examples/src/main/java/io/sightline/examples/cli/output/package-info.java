/**
 * What commands print and draw: {@link io.sightline.examples.cli.output.Json}, tables, charts,
 * sheets of pictures and the bar that shows how far they are.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.cli.output;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
