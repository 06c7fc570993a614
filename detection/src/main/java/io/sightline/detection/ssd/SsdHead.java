package io.sightline.detection.ssd;

import io.sightline.Outputs;
import io.sightline.PostprocessContext;
import io.sightline.detection.anchor.Anchors;
import io.sightline.detection.anchor.BoxCoder;
import io.sightline.detection.anchor.FaceMaskAnchors;
import io.sightline.detection.anchor.SsdAnchors;
import io.sightline.detection.box.BoxFormat;
import io.sightline.detection.box.BoxUnit;
import io.sightline.detection.contract.Candidates;
import io.sightline.detection.contract.CandidatesBuilder;
import io.sightline.detection.contract.DetectionContract;
import io.sightline.detection.contract.FloatMatrix;
import io.sightline.detection.nms.NonMaxSuppression;
import io.sightline.detection.nms.Suppression;
import io.sightline.detection.output.ModelShapes;
import io.sightline.detection.output.OutputReader;
import io.sightline.detection.output.OutputRoles;
import io.sightline.model.ModelDescription;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A raw SSD head: four numbers for each anchor in one output, and a score for each class in
 * another.
 *
 * <pre>{@code
 * DetectionContract contract =
 *     SsdHead.of(SsdAnchors.mobileNet(new Size(300, 300))).scores(ScoreConversion.SIGMOID);
 * }</pre>
 *
 * <p>Defaults: TensorFlow's box coder; scores as they are; the first class column is the
 * background, so that classes are counted from 1; a box is a candidate for each class; non-maximum
 * suppression with an IoU of 0.6 within each class, as TensorFlow's post_processing.proto has it; a
 * minimum score of 0.05. The outputs are told by their shapes.
 *
 * <p>Immutable and safe for use by several threads; every call returns a changed copy.
 */
public final class SsdHead implements DetectionContract {
  /** What the program that a head comes from does with it. */
  private record Tool(
      String name, Suppression suppression, float minScore, List<String> classNames) {
    static final Tool TENSORFLOW =
        new Tool("ssd-head", NonMaxSuppression.hard(0.6), 0.05f, List.of());

    /** AIZOOTech/FaceMaskDetection, tensorflow_infer.py, 2020. */
    static final Tool FACE_MASK =
        new Tool(
            "aizoo-face-mask",
            NonMaxSuppression.hard(0.4).classAgnostic(),
            0.5f,
            List.of("Mask", "NoMask"));

    Tool named(String newName) {
      return new Tool(newName, suppression, minScore, classNames);
    }
  }

  /** The names of the outputs. */
  private record Ends(String boxes, String scores) {}

  private final Tool tool;
  private final Anchors anchors;
  private final BoxCoder coder;
  private final ScoreConversion conversion;
  private final boolean background;
  private final boolean oneClass;
  private final @Nullable Ends ends;

  private SsdHead(
      Tool tool,
      Anchors anchors,
      BoxCoder coder,
      ScoreConversion conversion,
      boolean background,
      boolean oneClass,
      @Nullable Ends ends) {
    this.tool = tool;
    this.anchors = Objects.requireNonNull(anchors, "anchors");
    this.coder = Objects.requireNonNull(coder, "coder");
    this.conversion = Objects.requireNonNull(conversion, "conversion");
    this.background = background;
    this.oneClass = oneClass;
    this.ends = ends;
  }

  /**
   * A head with these anchors.
   *
   * @param anchors as many as the head has rows, in its order
   * @return the contract
   */
  public static SsdHead of(Anchors anchors) {
    return new SsdHead(
        Tool.TENSORFLOW,
        anchors,
        BoxCoder.tensorFlow(),
        ScoreConversion.IDENTITY,
        true,
        false,
        null);
  }

  /**
   * The head of AIZOOTech/FaceMaskDetection for 260x260: its anchors, no background, one class a
   * box, suppression across classes with an IoU of 0.4, a minimum score of 0.5.
   *
   * @return the contract
   */
  public static SsdHead faceMask() {
    return new SsdHead(
        Tool.FACE_MASK,
        FaceMaskAnchors.create(),
        BoxCoder.variances(),
        ScoreConversion.IDENTITY,
        false,
        true,
        null);
  }

  /**
   * The head of an SSD MobileNet of TensorFlow's Object Detection API: the anchors are {@link
   * SsdAnchors#mobileNet} of the picture's size, which the model has to fix.
   *
   * @param conversion what makes the numbers of the head scores: {@link ScoreConversion#SIGMOID} by
   *     the API's configurations, {@link ScoreConversion#IDENTITY} where the graph has done it, as
   *     in {@code raw_outputs/class_predictions} of export_tflite_ssd_graph.py
   * @return the contract
   */
  public static DetectionContract mobileNet(ScoreConversion conversion) {
    return new MobileNetHead(conversion);
  }

  /** This head under another name. */
  SsdHead named(String name) {
    return new SsdHead(tool.named(name), anchors, coder, conversion, background, oneClass, ends);
  }

  /**
   * This head with another box coder.
   *
   * @param newCoder what turns four numbers into a box
   * @return the changed contract
   */
  public SsdHead coder(BoxCoder newCoder) {
    return new SsdHead(tool, anchors, newCoder, conversion, background, oneClass, ends);
  }

  /**
   * This head with numbers that are no scores yet.
   *
   * @param newConversion what makes them scores
   * @return the changed contract
   */
  public SsdHead scores(ScoreConversion newConversion) {
    return new SsdHead(tool, anchors, coder, newConversion, background, oneClass, ends);
  }

  /**
   * This head without a column for the background: classes are counted from 0.
   *
   * @return the changed contract
   */
  public SsdHead withoutBackground() {
    return new SsdHead(tool, anchors, coder, conversion, false, oneClass, ends);
  }

  /**
   * This head with one class a box at most, the best.
   *
   * @return the changed contract
   */
  public SsdHead oneClassPerBox() {
    return new SsdHead(tool, anchors, coder, conversion, background, true, ends);
  }

  /**
   * This head with outputs that their shapes do not tell apart, as where there are four classes.
   *
   * @param boxes the output with the four numbers of each anchor
   * @param scores the output with the scores
   * @return the changed contract
   */
  public SsdHead outputs(String boxes, String scores) {
    Ends newEnds =
        new Ends(Objects.requireNonNull(boxes, "boxes"), Objects.requireNonNull(scores, "scores"));
    return new SsdHead(tool, anchors, coder, conversion, background, oneClass, newEnds);
  }

  @Override
  public Candidates apply(Outputs outputs, PostprocessContext context) {
    OutputReader reader = new OutputReader(name(), outputs, context);
    Ends from = ends == null ? findEnds(outputs, reader) : ends;
    float[] scores = rows(from.scores, reader).floats();
    int columns = scores.length / anchors.count();
    conversion.convert(scores, columns);
    int first = background ? 1 : 0;
    if (columns <= first) {
      throw reader.mismatch("a score for each class", reader.tensor(from.scores).toString());
    }
    CandidatesBuilder candidates =
        Candidates.builder(
                decode(rows(from.boxes, reader).floats()), BoxFormat.CXCYWH, BoxUnit.RELATIVE)
            .classScores(FloatMatrix.of(scores, columns).columns(first, columns))
            .firstClassId(first);
    if (oneClass) {
      candidates.oneClassPerBox();
    }
    return candidates.build();
  }

  /** One row an anchor, and any number of values in it. */
  private TensorValue rows(String output, OutputReader reader) {
    TensorValue value = reader.tensor(output);
    if (value.size() == 0 || value.size() % anchors.count() != 0) {
      throw reader.mismatch("rows for %s in '%s'".formatted(anchors, output), value.toString());
    }
    return value;
  }

  private Ends findEnds(Outputs outputs, OutputReader reader) {
    String boxes = null;
    String scores = null;
    for (Map.Entry<String, TensorValue> output : outputs.values().entrySet()) {
      boolean isBoxes = output.getValue().size() == 4L * anchors.count();
      if (isBoxes ? boxes != null : scores != null) {
        throw unclear(reader, outputs);
      } else if (isBoxes) {
        boxes = output.getKey();
      } else {
        scores = output.getKey();
      }
    }
    if (boxes == null || scores == null) {
      throw unclear(reader, outputs);
    }
    return new Ends(boxes, scores);
  }

  private RuntimeException unclear(OutputReader reader, Outputs outputs) {
    return reader.mismatch(
        "one output with four numbers for each of %s, and one with scores (or .outputs(boxes, scores))"
            .formatted(anchors),
        outputs.toString());
  }

  private FloatMatrix decode(float[] codes) {
    float[] boxes = new float[codes.length];
    float[] code = new float[4];
    for (int anchor = 0; anchor < anchors.count(); anchor++) {
      System.arraycopy(codes, 4 * anchor, code, 0, 4);
      coder.decode(code, anchors, anchor, boxes, 4 * anchor);
    }
    return FloatMatrix.of(boxes, 4);
  }

  @Override
  public SsdHead bind(ModelDescription model) {
    OutputRoles.require(
        model,
        name(),
        ends == null
            ? model.outputs().size() == 2
            : model.output(ends.boxes).isPresent() && model.output(ends.scores).isPresent(),
        "two outputs, boxes and scores");
    for (TensorSpec output : model.outputs()) {
      boolean read = ends == null || List.of(ends.boxes, ends.scores).contains(output.name());
      OutputRoles.require(
          model, name(), !read || mayHaveRows(output.shape()), "rows for " + anchors);
    }
    return this;
  }

  private boolean mayHaveRows(Shape shape) {
    if (!shape.hasKnownRank()) {
      return true;
    }
    for (long length : shape.toArray()) {
      if (length == anchors.count() || length < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return tool.name;
  }

  @Override
  public List<String> assumptions() {
    return List.of(
        "%s, decoded by %s.".formatted(anchors, coder),
        conversion.sentence(),
        background
            ? "The first class column is the background, so that classes are counted from 1."
            : "There is no column for the background; classes are counted from 0.");
  }

  @Override
  public int firstClassId() {
    return background ? 1 : 0;
  }

  /** By the shape of the scores, where the model fixes it. */
  @Override
  public OptionalInt classCount(ModelDescription model) {
    if (!tool.classNames.isEmpty()) {
      return OptionalInt.of(tool.classNames.size());
    }
    long[] columns =
        model.outputs().stream()
            .filter(output -> ends == null || output.name().equals(ends.scores))
            .mapToLong(this::columns)
            .filter(found -> found > 0 && (ends != null || found != 4))
            .toArray();
    return columns.length == 1 && columns[0] > firstClassId()
        ? OptionalInt.of((int) columns[0] - firstClassId())
        : OptionalInt.empty();
  }

  /** How many numbers an output has for each anchor; 0 if that is not known or not whole. */
  private long columns(TensorSpec output) {
    long size = 1;
    for (long length : ModelShapes.item(output).orElse(new long[0])) {
      size = length < 0 ? 0 : size * length;
    }
    return size % anchors.count() == 0 ? size / anchors.count() : 0;
  }

  @Override
  public List<String> classNames(ModelDescription model) {
    return tool.classNames;
  }

  @Override
  public Optional<Suppression> suppression() {
    return Optional.of(tool.suppression);
  }

  @Override
  public float minScore() {
    return tool.minScore;
  }

  /** Returns the name. */
  @Override
  public String toString() {
    return tool.name;
  }
}
