package io.sightline.postprocess.plain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.Postprocessor;
import io.sightline.error.ModelMismatchException;
import io.sightline.error.ModelRunException;
import io.sightline.model.ModelDescription;
import io.sightline.postprocess.internal.OutputChoice;
import io.sightline.postprocess.internal.Setting;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.TensorValue;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The text that a model gives.
 *
 * <pre>{@code
 * Texts.fromModel()
 * }</pre>
 *
 * <p>By default it is that of the model's only output of strings: all of an item's, row by row;
 * none for a model that found none. Bytes that are no UTF-8 are an error; who needs bytes takes
 * {@link PlainOutputs}.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class Texts implements Postprocessor<List<String>> {
  private static final OutputChoice CHOICE =
      new OutputChoice("text", "strings", output -> output.elementType() == ElementType.STRING);

  private final @Nullable String output;
  private final @Nullable String bound;

  private Texts(@Nullable String output, @Nullable String bound) {
    this.output = output;
    this.bound = bound;
  }

  /**
   * The text as the model gives it.
   *
   * @return the step
   */
  public static Texts fromModel() {
    return new Texts(null, null);
  }

  /**
   * This step on one of several outputs.
   *
   * @param name the name of the output with the text
   * @return the changed step
   * @throws IllegalStateException if an output was set before
   */
  public Texts output(String name) {
    Objects.requireNonNull(name, "output");
    Setting.requireUnset("output", output);
    return new Texts(name, null);
  }

  /**
   * Finds the text among the model's outputs.
   *
   * @param model the model
   * @return the step for this model
   * @throws ModelMismatchException if it is not clear which output it is
   */
  @Override
  public Texts bind(ModelDescription model) {
    return new Texts(output, CHOICE.find(model, output).name());
  }

  /**
   * Takes the text.
   *
   * @param outputs the model's outputs for the item
   * @param context the model
   * @return an unmodifiable list, row by row
   * @throws ModelMismatchException if the output holds no strings
   * @throws ModelRunException if a string is no UTF-8
   */
  @Override
  public List<String> apply(Outputs outputs, PostprocessContext context) {
    ModelDescription model = context.model();
    String from = bound == null ? CHOICE.find(model, output).name() : bound;
    TensorValue value = outputs.tensor(from);
    if (value.elementType() != ElementType.STRING) {
      throw CHOICE.misfit(model, from, value);
    }
    List<String> texts = new ArrayList<>();
    for (byte[] bytes : value.byteStrings()) {
      try {
        texts.add(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException e) {
        throw new ModelRunException(
            "The model %s gave no text: expected UTF-8 in '%s', found other bytes at index %s. %s"
                .formatted(
                    model.name(), from, texts.size(), "Take the bytes, with PlainOutputs.all()."),
            model.name(),
            e);
      }
    }
    return List.copyOf(texts);
  }

  /** Returns the settings, as in {@code text of caption}. */
  @Override
  public String toString() {
    return "text" + (output == null ? "" : " of " + output);
  }
}
