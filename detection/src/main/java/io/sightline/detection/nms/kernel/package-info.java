/** The loops of suppression over flat arrays; arguments were checked before. */
@NullMarked
@CheckReturnValue
package io.sightline.detection.nms.kernel;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
