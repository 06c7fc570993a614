package io.sightline.model;

import io.sightline.error.ModelMismatchException;
import io.sightline.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * Holds what is fed against what a model takes, before the engine sees it: for implementations of
 * {@link ModelSession}.
 */
public final class FeedCheck {
  private FeedCheck() {}

  /**
   * Checks names, element types, ranks and all known lengths.
   *
   * @param model how errors call the model
   * @param inputs what has to be fed
   * @param feeds what is fed, by name
   * @throws ModelMismatchException at the first input that is not fed as it has to be
   */
  public static void check(String model, List<TensorSpec> inputs, Map<String, Feed> feeds) {
    for (TensorSpec input : inputs) {
      Feed feed = feeds.get(input.name());
      if (feed == null) {
        throw new ModelMismatchException(
            "The input '%s' of %s is not fed: expected %s %s, found values for %s. %s"
                .formatted(
                    input.name(),
                    model,
                    input.elementType(),
                    input.shape(),
                    feeds.isEmpty() ? "no input" : names(feeds.keySet()),
                    "Give a value for each input."),
            model);
      }
      if (feed.elementType() != input.elementType()) {
        throw mismatch(
            model,
            input,
            feed,
            "Convert the values: nothing is converted silently, since that would change their"
                + " meaning.");
      }
      if (!input.shape().agreesWith(feed.shape())) {
        throw mismatch(model, input, feed, shapeAdvice(input, feed));
      }
    }
    if (feeds.size() > inputs.size()) {
      List<String> known = inputs.stream().map(TensorSpec::name).toList();
      String unknown =
          names(feeds.keySet().stream().filter(name -> !known.contains(name)).toList());
      throw new ModelMismatchException(
          "%s has no input %s: expected values for %s. Correct the name."
              .formatted(model, unknown, names(known)),
          model);
    }
  }

  private static ModelMismatchException mismatch(
      String model, TensorSpec input, Feed feed, String advice) {
    return new ModelMismatchException(
        "The input '%s' of %s does not fit: expected %s %s, found %s. %s"
            .formatted(input.name(), model, input.elementType(), input.shape(), feed, advice),
        model);
  }

  private static String shapeAdvice(TensorSpec input, Feed feed) {
    int expected = input.shape().rank();
    int found = feed.shape().rank();
    if (found == expected - 1) {
      return "An axis is missing, the batch axis perhaps: "
          + feed.shape().prepend(1)
          + " has the right number.";
    }
    if (found != expected) {
      return "The number of axes must be " + expected + ".";
    }
    return "The lengths that the model knows must be equal; those shown as ? are free.";
  }

  private static String names(Iterable<String> names) {
    StringBuilder list = new StringBuilder();
    for (String name : names) {
      list.append(list.isEmpty() ? "'" : ", '").append(name).append('\'');
    }
    return list.toString();
  }
}
