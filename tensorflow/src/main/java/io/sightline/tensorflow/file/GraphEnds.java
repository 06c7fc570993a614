package io.sightline.tensorflow.file;

import java.util.List;

/**
 * Where a graph without signatures begins and ends.
 *
 * @param inputs what is fed
 * @param outputs what is read
 */
public record GraphEnds(List<TensorName> inputs, List<TensorName> outputs) {}
