package io.sightline.keras.layer;

import io.sightline.keras.build.DataFormat;
import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import io.sightline.keras.model.LayerConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that move, repeat, add or leave out values. */
final class Reshapings implements LayerFamily {
  @Override
  public void addTo(Table table) {
    table.add("Flatten", Reshapings::flatten);
    table.add("Reshape", Reshapings::reshape);
    table.add("Permute", Reshapings::permute);
    table.add("RepeatVector", Reshapings::repeatVector);
    for (int axes = 1; axes <= 3; axes++) {
      int count = axes;
      table.add("ZeroPadding" + axes + "D", scope -> pad(scope, count));
      table.add("Cropping" + axes + "D", scope -> crop(scope, count));
    }
  }

  /** In the order of channels last, whatever the format is. */
  private static Operand<TNumber> flatten(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> given = scope.input();
    Operand<TNumber> x =
        Tensors.rank(given) > 2 ? DataFormat.of(scope.config()).toLast(tf, given) : given;
    if (Tensors.rank(x) == 1) {
      return tf.expandDims(x, tf.constant(1));
    }
    Lengths lengths = new Lengths(tf, x);
    long items = 1;
    boolean isKnown = true;
    for (int i = 1; i < Tensors.rank(x); i++) {
      isKnown &= lengths.known(i) >= 0;
      items *= Math.max(lengths.known(i), 1);
    }
    return isKnown
        ? tf.reshape(x, tf.constant(new int[] {-1, Math.toIntExact(items)}))
        : Lengths.reshapeItems(tf, x, -1);
  }

  private static Operand<TNumber> reshape(LayerScope scope) {
    return Lengths.reshapeItems(scope.tf(), scope.input(), scope.config().integers("target_shape"));
  }

  private static Operand<TNumber> permute(LayerScope scope) {
    int[] dims = scope.config().integers("dims");
    int[] order = new int[dims.length + 1];
    System.arraycopy(dims, 0, order, 1, dims.length);
    return Tensors.transpose(scope.tf(), scope.input(), order);
  }

  private static Operand<TNumber> repeatVector(LayerScope scope) {
    Ops tf = scope.tf();
    int count = scope.config().integer("n");
    return tf.tile(
        tf.expandDims(scope.input(), tf.constant(1)), tf.constant(new int[] {1, count, 1}));
  }

  /** Before and after each axis: one number for all, one for each axis, or two for each. */
  private static int[][] margins(LayerConfig config, String key, int axes) {
    int[] given = config.has(key) ? config.integers(key) : new int[] {1};
    int[][] margins = new int[axes][2];
    for (int i = 0; i < axes; i++) {
      for (int side = 0; side < 2; side++) {
        if (given.length == 1) {
          margins[i][side] = given[0];
        } else if (given.length == 2 * axes) {
          margins[i][side] = given[2 * i + side];
        } else if (given.length == axes) {
          margins[i][side] = given[i];
        } else {
          throw config.refuse(key, "one number, one for each axis, or two for each");
        }
        if (margins[i][side] < 0) {
          throw config.refuse(key, "numbers of 0 or more");
        }
      }
    }
    return margins;
  }

  private static Operand<TNumber> pad(LayerScope scope, int axes) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.input();
    int[][] margins = margins(scope.config(), "padding", axes);
    int[][] all = new int[Tensors.rank(x)][2];
    int first = DataFormat.of(scope.config()).firstSpatialAxis();
    System.arraycopy(margins, 0, all, first, axes);
    return tf.pad(x, tf.constant(all), Tensors.scalar(tf, 0, x));
  }

  private static Operand<TNumber> crop(LayerScope scope, int axes) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.input();
    int[][] margins = margins(scope.config(), "cropping", axes);
    int first = DataFormat.of(scope.config()).firstSpatialAxis();
    Lengths lengths = new Lengths(tf, x);
    int[] begins = new int[Tensors.rank(x)];
    List<Operand<TInt32>> sizes = new ArrayList<>(lengths.all());
    for (int i = 0; i < axes; i++) {
      int axis = first + i;
      begins[axis] = margins[i][0];
      int total = Arrays.stream(margins[i]).sum();
      sizes.set(axis, tf.math.sub(lengths.of(axis), tf.constant(total)));
    }
    return tf.slice(x, tf.constant(begins), Lengths.vector(tf, sizes));
  }
}
