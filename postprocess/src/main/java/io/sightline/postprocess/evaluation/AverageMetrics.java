package io.sightline.postprocess.evaluation;

/**
 * Means over classes. What is undefined for a class counts as 0, as with scikit-learn's {@code
 * zero_division=0}.
 *
 * @param precision the mean precision, 0 to 1
 * @param recall the mean recall, 0 to 1
 * @param f1 the mean F1, 0 to 1; not the F1 of the two others
 */
public record AverageMetrics(double precision, double recall, double f1) {}
