package io.sightline.keras.layer;

import io.sightline.keras.build.LayerBuilder;
import io.sightline.keras.catalog.WeightLayout;
import io.sightline.keras.function.ActivationFunctions;
import io.sightline.keras.function.ActivationLayers;
import io.sightline.keras.model.Activation;
import io.sightline.keras.model.Layer;
import io.sightline.keras.model.LayerConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The layers that can be computed: those of Keras, and those that a user added. Immutable and safe
 * for use by several threads.
 */
public final class StandardLayers {
  private static final List<LayerFamily> FAMILIES =
      List.of(
          new Activations(),
          new Attentions(),
          new Convolutions(),
          new Denses(),
          new Identities(),
          new Mergings(),
          new Normalizations(),
          new Poolings(),
          new Reshapings(),
          new Resizings(),
          new Scalings(),
          new TransposedConvolutions());

  private static final Map<String, Entry> STANDARD = standard();

  private final Map<String, Entry> entries;

  /** Those of the user among them. */
  private final Map<String, Entry> added;

  private record Entry(Function<LayerConfig, WeightLayout> weights, LayerBuilder builder) {}

  /** The layers of Keras. */
  public StandardLayers() {
    this(STANDARD, Map.of());
  }

  private StandardLayers(Map<String, Entry> entries, Map<String, Entry> added) {
    this.entries = Map.copyOf(entries);
    this.added = Map.copyOf(added);
  }

  private static Map<String, Entry> standard() {
    Map<String, Entry> table = new HashMap<>();
    FAMILIES.forEach(
        family ->
            family.addTo(
                (className, weights, builder) ->
                    table.put(className, new Entry(weights, builder))));
    return table;
  }

  /**
   * These layers and one more.
   *
   * @param className its class, without the package under which it was registered
   * @param weights its weights
   * @param builder adds a call of it to a graph
   * @return the larger catalog
   */
  public StandardLayers with(String className, WeightLayout weights, LayerBuilder builder) {
    Entry entry = new Entry(config -> weights, builder);
    return new StandardLayers(withOne(entries, className, entry), withOne(added, className, entry));
  }

  private static Map<String, Entry> withOne(
      Map<String, Entry> table, String className, Entry entry) {
    Map<String, Entry> larger = new HashMap<>(table);
    larger.put(className, entry);
    return larger;
  }

  /** Whether layers of the class, or activations of the name, can be computed. */
  public boolean has(String name) {
    return entries.containsKey(name) || ActivationFunctions.find(name).isPresent();
  }

  /** Whether an activation can be computed, or is left to the function of a user's layer. */
  public boolean supports(Layer layer, Activation activation) {
    String name = activation.name();
    return ActivationFunctions.find(name).isPresent()
        || ActivationLayers.find(name).isPresent()
        || added.containsKey(activation.plainName())
        || added.containsKey(plain(layer));
  }

  /** Whether layers of the class were added by a user. */
  public boolean isAdded(String className) {
    return added.containsKey(className);
  }

  /** The weights of a layer by its settings; empty if it cannot be computed. */
  public Optional<WeightLayout> weights(Layer layer) {
    return find(layer).map(entry -> entry.weights().apply(layer.config()));
  }

  /** What adds a call of the layer to a graph; empty if it cannot be computed. */
  public Optional<LayerBuilder> builder(Layer layer) {
    return find(layer).map(Entry::builder);
  }

  /** A class of a user comes with the package under which it was registered. */
  private Optional<Entry> find(Layer layer) {
    String plain = plain(layer);
    Map<String, Entry> known = layer.className().equals(plain) ? entries : added;
    return Optional.ofNullable(known.get(plain));
  }

  private static String plain(Layer layer) {
    return layer.className().substring(layer.className().lastIndexOf('>') + 1);
  }
}
