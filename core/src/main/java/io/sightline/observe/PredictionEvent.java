package io.sightline.observe;

import java.util.Optional;

/**
 * A prediction that has ended.
 *
 * @param model the model's name
 * @param input the path or name of the input, never its content
 * @param timings how long each stage took, the wait in the queue among them
 * @param batchSize with how many items, itself included, it was in the model; 0 if it was not there
 * @param failure why there is no answer; empty if there is one
 */
public record PredictionEvent(
    String model, String input, Timings timings, int batchSize, Optional<Throwable> failure) {}
