package io.sightline.observe;

import java.time.Duration;

/**
 * A run of the model.
 *
 * @param model the model's name
 * @param size how many items it was for, at least 1
 * @param duration how long it took
 * @param failed how many of the items the model gave nothing for; items of a batch that fails are
 *     run again one by one, and those that succeed then are not counted
 */
public record BatchEvent(String model, int size, Duration duration, int failed) {}
