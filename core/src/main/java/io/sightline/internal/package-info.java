/** What the modules of Sightline share and users do not see. */
@NullMarked
@CheckReturnValue
package io.sightline.internal;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
