package io.sightline.postprocess.labels;

import io.sightline.postprocess.labels.protobuf.Field;
import io.sightline.postprocess.labels.protobuf.Message;
import io.sightline.postprocess.labels.protobuf.MessageType;
import io.sightline.postprocess.labels.protobuf.TextFormatParser;
import io.sightline.postprocess.labels.protobuf.WireFormatParser;
import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the label maps of the Object Detection API: the message StringIntLabelMap of
 * research/object_detection/protos/string_int_label_map.proto in tensorflow/models (2023), as text
 * or binary. What the message permits is read, as protobuf does: an item without an id has the id
 * 0.
 */
final class LabelMap {
  private static final Map<String, Integer> FREQUENCIES =
      Map.of("UNSPECIFIED", 0, "FREQUENT", 1, "COMMON", 2, "RARE", 3);

  private static final String ITEM_FIELD =
      "a label map whose items are not wrapped in 'item { ... }'";

  /** The first fields of other files with the ending .pbtxt or .config. */
  private static final Map<String, String> OTHER_FILES =
      Map.ofEntries(
          Map.entry("model", "a pipeline config of the Object Detection API"),
          Map.entry("train_config", "a pipeline config of the Object Detection API"),
          Map.entry("train_input_reader", "a pipeline config of the Object Detection API"),
          Map.entry("eval_config", "a pipeline config of the Object Detection API"),
          Map.entry("eval_input_reader", "a pipeline config of the Object Detection API"),
          Map.entry("node", "a graph (GraphDef)"),
          Map.entry("versions", "a graph (GraphDef)"),
          Map.entry("library", "a graph (GraphDef)"),
          Map.entry("saved_model_schema_version", "a SavedModel"),
          Map.entry("meta_graphs", "a SavedModel"),
          Map.entry("model_checkpoint_path", "the list of a model's checkpoints"),
          Map.entry("id", ITEM_FIELD),
          Map.entry("name", ITEM_FIELD),
          Map.entry("display_name", ITEM_FIELD));

  private static final MessageType KEYPOINT =
      new MessageType(
          "KeypointMap", List.of(Field.int32("id", 1), Field.string("label", 2)), Map.of());

  private static final MessageType ITEM =
      new MessageType(
          "StringIntLabelMapItem",
          List.of(
              Field.string("name", 1),
              Field.int32("id", 2),
              Field.string("display_name", 3),
              Field.messages("keypoints", 4, KEYPOINT),
              Field.int32s("ancestor_ids", 5),
              Field.int32s("descendant_ids", 6),
              Field.enumeration("frequency", 7, FREQUENCIES),
              Field.int32("instance_count", 8)),
          Map.of());

  private static final MessageType MAP =
      new MessageType("StringIntLabelMap", List.of(Field.messages("item", 1, ITEM)), OTHER_FILES);

  private LabelMap() {}

  /** Whether a label map, or what is mistaken for one, begins with the field. */
  static boolean isKnown(String field) {
    return field.equalsIgnoreCase("item") || OTHER_FILES.containsKey(field);
  }

  static LabelSet parseText(SourceText text, boolean skipUnknown) {
    List<String> skipped = new ArrayList<>();
    return labels(TextFormatParser.parse(text, MAP, skipUnknown, skipped), skipped);
  }

  static LabelSet parseBinary(String source, byte[] bytes, boolean skipUnknown) {
    List<String> skipped = new ArrayList<>();
    return labels(WireFormatParser.parse(source, bytes, MAP, skipUnknown, skipped), skipped);
  }

  private static LabelSet labels(Message map, List<String> skipped) {
    List<Label> entries = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    int withoutId = 0;
    for (Message item : map.messages("item")) {
      withoutId += item.integer("id").isEmpty() ? 1 : 0;
      entries.add(label(item));
    }
    if (entries.isEmpty()) {
      notes.add("The label map has no items.");
    }
    if (withoutId > 0) {
      notes.add(
          "%s items state no id and have the id 0; the Object Detection API refuses them."
              .formatted(withoutId));
    }
    if (!skipped.isEmpty()) {
      Set<String> names = new TreeSet<>(new HashSet<>(skipped));
      notes.add(
          "Unknown fields were skipped, %s in all: %s."
              .formatted(skipped.size(), LabelNotes.some(names)));
    }
    return new LabelSet(entries, true, notes);
  }

  private static Label label(Message item) {
    List<LabelKeypoint> keypoints = new ArrayList<>();
    for (Message keypoint : item.messages("keypoints")) {
      keypoints.add(
          new LabelKeypoint(keypoint.integer("id").orElse(0), keypoint.string("label").orElse("")));
    }
    return new Label(
        item.integer("id").orElse(0),
        item.string("name").orElse(""),
        item.string("display_name"),
        keypoints,
        item.integers("ancestor_ids"),
        item.integers("descendant_ids"),
        item.integer("frequency").stream().mapToObj(LvisFrequency::of).findFirst(),
        item.integer("instance_count"));
  }
}
