/**
 * The bundled model: a small classifier of drawn shapes, made from nothing but code. {@link
 * io.sightline.examples.shapes.TrainShapes} draws its training pictures, trains, measures and
 * writes the model; {@link io.sightline.examples.shapes.DrawSamples} draws the pictures that the
 * examples classify.
 */
@NullMarked
@CheckReturnValue
package io.sightline.examples.shapes;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
