package io.sightline.model;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.sightline.tensor.TensorSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an open model is: its kind, what it takes and gives, what it is made of, and what was done
 * to it when it was opened. Immutable and safe for use by several threads.
 */
public final class ModelDescription {
  /**
   * The inputs and outputs of one signature of a model.
   *
   * @param name the signature's key, such as {@code serving_default}
   * @param inputs what it takes, in the order of the model
   * @param outputs what it gives, in the order of the model
   */
  public record Signature(String name, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    /**
     * Copies the lists.
     *
     * @param name the key
     * @param inputs what it takes
     * @param outputs what it gives
     */
    public Signature {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  private final String name;
  private final @Nullable Path location;
  private final String format;
  private final String producer;
  private final SortedSet<String> tags;
  private final Map<String, Signature> signatures;
  private final @Nullable String signature;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final SortedMap<String, Integer> operations;
  private final Map<String, String> lastOperations;
  private final @Nullable Long parameters;
  private final List<String> notes;

  private ModelDescription(Builder builder) {
    this.name = builder.name;
    this.location = builder.location;
    this.format = builder.format;
    this.producer = builder.producer;
    this.tags = Collections.unmodifiableSortedSet(new TreeSet<>(builder.tags));
    this.signatures = Collections.unmodifiableMap(new LinkedHashMap<>(builder.signatures));
    this.signature = builder.signature;
    this.inputs = List.copyOf(builder.inputs);
    this.outputs = List.copyOf(builder.outputs);
    this.operations = Collections.unmodifiableSortedMap(new TreeMap<>(builder.operations));
    this.lastOperations = Map.copyOf(builder.lastOperations);
    this.parameters = builder.parameters;
    this.notes = List.copyOf(builder.notes);
  }

  /**
   * Starts a description.
   *
   * @param name the path or name of the model
   * @param format the kind of the model, such as {@code TensorFlow SavedModel}
   * @return a builder
   */
  public static Builder builder(String name, String format) {
    return new Builder(name, format);
  }

  /**
   * How errors call the model.
   *
   * @return the path or name
   */
  public String name() {
    return name;
  }

  /**
   * Where the model lies.
   *
   * @return the file or the directory that was opened; empty for a model that no file holds
   */
  public Optional<Path> location() {
    return Optional.ofNullable(location);
  }

  /**
   * The kind of the model.
   *
   * @return such as {@code TensorFlow SavedModel}
   */
  public String format() {
    return format;
  }

  /**
   * What wrote the model.
   *
   * @return such as {@code TensorFlow 1.14.0}; {@code unknown} if the file does not say
   */
  public String producer() {
    return producer;
  }

  /**
   * The tags of the graph that was opened.
   *
   * @return the tags, sorted; empty if it has none
   */
  public Set<String> tags() {
    return tags;
  }

  /**
   * All signatures that the model offers.
   *
   * @return by key, sorted; empty for a frozen graph
   */
  public Map<String, Signature> signatures() {
    return signatures;
  }

  /**
   * The signature that is run.
   *
   * @return the key; empty for a frozen graph
   */
  public Optional<String> signature() {
    return Optional.ofNullable(signature);
  }

  /**
   * What has to be fed.
   *
   * @return the inputs of the signature that is run: sorted by name where the file has no order of
   *     its own
   */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /**
   * What is read.
   *
   * @return the outputs that are read in each run: all of the signature's, sorted by name where the
   *     file has no order of its own, or those that the user chose, in that order
   */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /**
   * One of the inputs.
   *
   * @param inputName its name
   * @return the input; empty if there is none of that name
   */
  public Optional<TensorSpec> input(String inputName) {
    return find(inputs, inputName);
  }

  /**
   * One of the outputs.
   *
   * @param outputName its name
   * @return the output; empty if there is none of that name
   */
  public Optional<TensorSpec> output(String outputName) {
    return find(outputs, outputName);
  }

  private static Optional<TensorSpec> find(List<TensorSpec> specs, String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst();
  }

  /**
   * The operations of the model's graph and its functions.
   *
   * @return how often each occurs, by its name, sorted
   */
  public SortedMap<String, Integer> operations() {
    return operations;
  }

  /**
   * The operation that computes an output. Operations that hand elements on as they are, such as
   * {@code Identity}, {@code Reshape}, {@code Transpose} and casts other than from floats to
   * integers, are not counted; a softmax that is written out as exponentials over their sum is
   * called {@code Softmax}.
   *
   * @param outputName the output's name
   * @return TensorFlow's name of the operation, such as {@code Softmax}, {@code Sigmoid}, {@code
   *     BiasAdd}; empty if that cannot be told
   */
  public Optional<String> lastOperation(String outputName) {
    return Optional.ofNullable(lastOperations.get(outputName));
  }

  /**
   * The number of trained parameters.
   *
   * @return the sum of the elements of all weights; empty if that cannot be told
   */
  public OptionalLong parameters() {
    return parameters == null ? OptionalLong.empty() : OptionalLong.of(parameters);
  }

  /**
   * What was found or done when the model was opened that its user may want to know.
   *
   * @return sentences, in the order of the events
   */
  public List<String> notes() {
    return notes;
  }

  /** Returns the name, the format, the inputs and the outputs in one line. */
  @Override
  public String toString() {
    return "%s (%s): %s -> %s".formatted(name, format, list(inputs), list(outputs));
  }

  private static String list(List<TensorSpec> specs) {
    return specs.stream().map(TensorSpec::toString).collect(Collectors.joining("; "));
  }

  /** Collects a description. Not safe for use by several threads. */
  public static final class Builder {
    private final String name;
    private final String format;
    private String producer = "unknown";
    private Collection<String> tags = List.of();
    private final SortedMap<String, Signature> signatures = new TreeMap<>();
    private @Nullable Path location;
    private @Nullable String signature;
    private List<TensorSpec> inputs = List.of();
    private List<TensorSpec> outputs = List.of();
    private Map<String, Integer> operations = Map.of();
    private Map<String, String> lastOperations = Map.of();
    private @Nullable Long parameters;
    private final List<String> notes = new ArrayList<>();

    private Builder(String name, String format) {
      this.name = name;
      this.format = format;
    }

    /**
     * Says where the model lies.
     *
     * @param newLocation the file or the directory
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder location(Path newLocation) {
      this.location = newLocation;
      return this;
    }

    /**
     * Says what wrote the model.
     *
     * @param newProducer such as {@code TensorFlow 1.14.0}
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder producer(String newProducer) {
      this.producer = newProducer;
      return this;
    }

    /**
     * Says the tags of the graph.
     *
     * @param newTags the tags
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder tags(Collection<String> newTags) {
      this.tags = newTags;
      return this;
    }

    /**
     * Adds a signature that the model offers.
     *
     * @param newSignature the signature
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder offers(Signature newSignature) {
      this.signatures.put(newSignature.name(), newSignature);
      return this;
    }

    /**
     * Says which signature is run.
     *
     * @param key the signature's key
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder signature(String key) {
      this.signature = key;
      return this;
    }

    /**
     * Says what has to be fed.
     *
     * @param newInputs the inputs
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder inputs(List<TensorSpec> newInputs) {
      this.inputs = newInputs;
      return this;
    }

    /**
     * Says what is read.
     *
     * @param newOutputs the outputs
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder outputs(List<TensorSpec> newOutputs) {
      this.outputs = newOutputs;
      return this;
    }

    /**
     * Says which operations the model is made of.
     *
     * @param newOperations how often each occurs, by its name
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder operations(Map<String, Integer> newOperations) {
      this.operations = newOperations;
      return this;
    }

    /**
     * Says which operations compute the outputs.
     *
     * @param newLastOperations TensorFlow's names of the operations, by the outputs' names
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder lastOperations(Map<String, String> newLastOperations) {
      this.lastOperations = newLastOperations;
      return this;
    }

    /**
     * Says how many trained parameters the model has.
     *
     * @param count the sum of the elements of all weights
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder parameters(long count) {
      this.parameters = count;
      return this;
    }

    /**
     * Adds something that the model's user may want to know.
     *
     * @param sentence a sentence
     * @return this builder
     */
    @CanIgnoreReturnValue
    public Builder note(String sentence) {
      this.notes.add(sentence);
      return this;
    }

    /**
     * Ends the description.
     *
     * @return the description; the builder may be used on
     */
    public ModelDescription build() {
      return new ModelDescription(this);
    }
  }
}
