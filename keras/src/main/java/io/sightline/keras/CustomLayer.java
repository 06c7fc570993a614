package io.sightline.keras;

import io.sightline.keras.build.LayerScope;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/** The settings and weights of a layer that Keras does not have, for a {@link LayerFunction}. */
public final class CustomLayer {
  private final LayerScope scope;

  CustomLayer(LayerScope scope) {
    this.scope = scope;
  }

  /**
   * The layer's name in the model.
   *
   * @return the name
   */
  public String name() {
    return scope.layer().name();
  }

  /**
   * A number among the settings, those that {@code get_config} gave.
   *
   * @param key the setting's name
   * @return its value; NaN and infinity are values
   * @throws io.sightline.error.ModelLoadException if it is missing or no number
   */
  public double number(String key) {
    return scope.config().number(key);
  }

  /**
   * Whole numbers among the settings.
   *
   * @param key the setting's name
   * @return those of a list, or the single one
   * @throws io.sightline.error.ModelLoadException if it is missing or holds anything else
   */
  public int[] integers(String key) {
    return scope.config().integers(key);
  }

  /**
   * A text among the settings.
   *
   * @param key the setting's name
   * @return its value
   * @throws io.sightline.error.ModelLoadException if it is missing or no text
   */
  public String text(String key) {
    return scope.config().text(key);
  }

  /**
   * A truth value among the settings.
   *
   * @param key the setting's name
   * @param otherwise what holds if nothing is said
   * @return its value
   * @throws io.sightline.error.ModelLoadException if it is anything else
   */
  public boolean flag(String key, boolean otherwise) {
    return scope.config().flag(key, otherwise);
  }

  /**
   * Whether the settings hold a value other than {@code null}.
   *
   * @param key the setting's name
   * @return true if there is one
   */
  public boolean has(String key) {
    return scope.config().has(key);
  }

  /**
   * A weight in the type that the layer computes in.
   *
   * @param name one of the names under which the layer was registered
   * @return the weight
   * @throws IllegalArgumentException if the layer was not registered with it
   */
  public Operand<TNumber> weight(String name) {
    return scope.weight(name);
  }
}
