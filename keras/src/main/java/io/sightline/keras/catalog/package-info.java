/**
 * Which layers are known, and the weights that they have by their settings: {@link
 * io.sightline.keras.catalog.LayerCatalog}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
