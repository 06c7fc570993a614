package io.sightline.keras.function;

import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Sums of products by an equation of named axes. Three points, which stand for any axes, become
 * names first: TensorFlow's kernel with oneDNN gives wrong numbers where they stand for three axes
 * or more (measured with TensorFlow 2.18).
 */
public final class Einsum {
  private static final String ANY = "...";
  private static final String NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Einsum() {}

  /** What an equation such as {@code ...ij,jk->...ik} makes of tensors. */
  public static Operand<TNumber> of(Ops tf, String equation, List<Operand<TNumber>> tensors) {
    return tf.linalg.einsum(tensors, equation.contains(ANY) ? named(equation, tensors) : equation);
  }

  private static String named(String equation, List<Operand<TNumber>> tensors) {
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] terms = sides[0].split(",", -1);
    String free =
        NAMES
            .chars()
            .filter(name -> equation.indexOf(name) < 0)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    int most = 0;
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      int count = Tensors.rank(tensors.get(i)) - (terms[i].length() - ANY.length());
      counts.add(terms[i].contains(ANY) ? count : 0);
      most = Math.max(most, counts.get(i));
    }
    String any = free.substring(0, most);
    for (int i = 0; i < terms.length; i++) {
      terms[i] = terms[i].replace(ANY, any.substring(most - counts.get(i)));
    }
    return String.join(",", terms) + (sides.length > 1 ? "->" + sides[1].replace(ANY, any) : "");
  }
}
