package io.sightline.tensorflow.session;

import io.sightline.tensor.TensorSpec;
import org.tensorflow.Output;

/**
 * One input or output of an open model.
 *
 * @param spec how the user sees it
 * @param tensor where it is in the graph
 */
public record Port(TensorSpec spec, Output<?> tensor) {}
