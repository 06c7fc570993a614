/** The code that the documents quote, so that it compiles and is run by tests. */
@NullMarked
@CheckReturnValue
package io.sightline.examples.docs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
