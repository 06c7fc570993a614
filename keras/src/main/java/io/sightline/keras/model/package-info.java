/**
 * A Keras model in plain Java, the same for every version of Keras and without TensorFlow.
 *
 * <p>A {@link io.sightline.keras.model.KerasModel} holds a {@link
 * io.sightline.keras.model.ModelGraph}: the inputs, the {@link io.sightline.keras.model.LayerCall}s
 * in an order in which each comes after those whose results it takes, and the outputs. A call names
 * its {@link io.sightline.keras.model.Layer} and its {@link io.sightline.keras.model.Argument}s; an
 * argument that is a tensor is a {@link io.sightline.keras.model.TensorRef}: which layer, which of
 * its calls in this graph (from 0), which of the call's results (from 0). A layer that is itself a
 * model has a graph of its own, whose inputs are the arguments of the call in order. Sequential
 * models are graphs like any other. A shared layer is one {@code Layer} object with several calls,
 * so the weights of a layer are looked up by its identity: {@code model.weights(layer)}.
 *
 * <p>Classes are known by one name each ({@code Conv2D}, not {@code Convolution2D}), and the
 * settings of Keras 1 bear the names of Keras 2. What the generations mean differently by the same
 * name is left as it is: {@code model.version()} tells them apart.
 */
@NullMarked
@CheckReturnValue
package io.sightline.keras.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
