package io.sightline.keras.layer;

import io.sightline.keras.build.LayerScope;
import io.sightline.keras.build.Lengths;
import io.sightline.keras.build.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Layers that do nothing but in training, and wrappers, which do what the layer in them does. */
final class Identities implements LayerFamily {
  private static final List<String> CLASSES =
      List.of(
          "ActivityRegularization",
          "AlphaDropout",
          "Dropout",
          "GaussianDropout",
          "GaussianNoise",
          "Identity",
          "MixUp",
          "RandomBrightness",
          "RandomColorDegeneration",
          "RandomColorJitter",
          "RandomContrast",
          "RandomGrayscale",
          "RandomHeight",
          "RandomHue",
          "RandomInvert",
          "RandomPosterization",
          "RandomSaturation",
          "RandomWidth",
          "SpatialDropout1D",
          "SpatialDropout2D",
          "SpatialDropout3D");

  /** Those that make whole numbers broken ones all the same (Keras 3.15.1). */
  private static final List<String> CASTING =
      List.of(
          "AugMix",
          "CutMix",
          "RandAugment",
          "RandomElasticTransform",
          "RandomErasing",
          "RandomFlip",
          "RandomGaussianBlur",
          "RandomPerspective",
          "RandomRotation",
          "RandomSharpness",
          "RandomShear",
          "RandomTranslation",
          "RandomZoom",
          "Solarization");

  @Override
  public void addTo(Table table) {
    CLASSES.forEach(className -> table.add(className, LayerScope::input));
    CASTING.forEach(className -> table.add(className, LayerScope::computed));
    table.add("TimeDistributed", Identities::timeDistributed);
  }

  /** What the layer inside makes of each step of the second axis: of all at once as one batch. */
  private static Operand<TNumber> timeDistributed(LayerScope scope) {
    Ops tf = scope.tf();
    Operand<TNumber> x = scope.computed();
    List<Operand<TInt32>> before = new Lengths(tf, x).all();
    List<Operand<TInt32>> joined = new ArrayList<>(before.subList(2, before.size()));
    joined.add(0, tf.constant(-1));
    Operand<TNumber> y = Tensors.numbers(scope.applyInner(Lengths.reshape(tf, x, joined)));
    List<Operand<TInt32>> after = new Lengths(tf, y).all();
    List<Operand<TInt32>> apart = new ArrayList<>(after.subList(1, after.size()));
    apart.addAll(0, before.subList(0, 2));
    return Lengths.reshape(tf, y, apart);
  }
}
