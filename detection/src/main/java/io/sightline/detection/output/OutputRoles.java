package io.sightline.detection.output;

import io.sightline.Outputs;
import io.sightline.error.ModelMismatchException;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds outputs that their names do not tell. */
public final class OutputRoles {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)[_:](\\d+)");

  private OutputRoles() {}

  /** The outputs in the order of the number behind their name, as in Identity, Identity_1. */
  public static List<String> inNumberOrder(Outputs outputs) {
    return inNumberOrder(outputs.names(), Function.identity());
  }

  /** Things with a name in the order of the number behind it, as in Identity, Identity_1. */
  public static <T> List<T> inNumberOrder(Collection<T> things, Function<T, String> name) {
    return things.stream()
        .sorted(
            Comparator.comparing((T thing) -> stem(name.apply(thing)))
                .thenComparing(thing -> number(name.apply(thing))))
        .toList();
  }

  private static String stem(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? matcher.group(1) : name;
  }

  private static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : -1;
  }

  /** Refuses a model that cannot have the outputs that a contract reads. */
  public static void require(
      ModelDescription model, String contract, boolean fits, String expected) {
    if (!fits) {
      throw new ModelMismatchException(
          "The contract %s is not one for %s: expected %s, found %s. %s"
              .formatted(
                  contract,
                  model.name(),
                  expected,
                  model.outputs(),
                  "State another contract, or the outputs to read."),
          model.name());
    }
  }

  /** Refuses a model that does not have all outputs that a contract reads by name. */
  public static void requireNames(ModelDescription model, String contract, List<String> names) {
    for (String name : names) {
      require(model, contract, model.output(name).isPresent(), "an output '" + name + "'");
    }
  }

  /** Whether a shape may be of this rank, once its batch axis is off or on. */
  public static boolean mayHaveItemRank(TensorSpec output, int rank) {
    Shape shape = output.shape();
    return !shape.hasKnownRank() || shape.rank() == rank || shape.rank() == rank + 1;
  }

  /** Whether the innermost axis may have this length. */
  public static boolean mayEndIn(TensorSpec output, int length) {
    Shape shape = output.shape();
    return !shape.hasKnownRank()
        || (shape.rank() > 0 && (shape.length(-1) < 0 || shape.length(-1) == length));
  }
}
