package io.sightline.postprocess.labels;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Label maps as protobuf itself reads them. */
final class ProtobufOracle {
  private static final String PROTO =
      """
      name: "string_int_label_map.proto" package: "object_detection.protos" syntax: "proto2"
      enum_type {
        name: "LVISFrequency"
        value { name: "UNSPECIFIED" number: 0 } value { name: "FREQUENT" number: 1 }
        value { name: "COMMON" number: 2 } value { name: "RARE" number: 3 }
      }
      message_type {
        name: "KeypointMap"
        field { name: "id" number: 1 label: LABEL_OPTIONAL type: TYPE_INT32 }
        field { name: "label" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING }
      }
      message_type {
        name: "Item"
        field { name: "name" number: 1 label: LABEL_OPTIONAL type: TYPE_STRING }
        field { name: "id" number: 2 label: LABEL_OPTIONAL type: TYPE_INT32 }
        field { name: "display_name" number: 3 label: LABEL_OPTIONAL type: TYPE_STRING }
        field {
          name: "keypoints" number: 4 label: LABEL_REPEATED type: TYPE_MESSAGE
          type_name: ".object_detection.protos.KeypointMap"
        }
        field { name: "ancestor_ids" number: 5 label: LABEL_REPEATED type: TYPE_INT32 }
        field { name: "descendant_ids" number: 6 label: LABEL_REPEATED type: TYPE_INT32 }
        field {
          name: "frequency" number: 7 label: LABEL_OPTIONAL type: TYPE_ENUM
          type_name: ".object_detection.protos.LVISFrequency"
        }
        field { name: "instance_count" number: 8 label: LABEL_OPTIONAL type: TYPE_INT32 }
      }
      message_type {
        name: "Map"
        field {
          name: "item" number: 1 label: LABEL_REPEATED type: TYPE_MESSAGE
          type_name: ".object_detection.protos.Item"
        }
      }
      """;

  private static final Descriptor MAP = descriptor();

  private ProtobufOracle() {}

  private static Descriptor descriptor() {
    try {
      FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder();
      TextFormat.merge(PROTO, file);
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
          .findMessageTypeByName("Map");
    } catch (TextFormat.ParseException
        | com.google.protobuf.Descriptors.DescriptorValidationException e) {
      throw new AssertionError(e);
    }
  }

  /** The entries of a label map in text format. */
  static List<Label> entries(String text) {
    return labels(message(text));
  }

  /** A label map in text format, in wire format. */
  static byte[] binary(String text) {
    return message(text).toByteArray();
  }

  private static DynamicMessage message(String text) {
    try {
      DynamicMessage.Builder map = DynamicMessage.newBuilder(MAP);
      TextFormat.merge(text, map);
      return map.build();
    } catch (TextFormat.ParseException e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<Label> labels(DynamicMessage map) {
    List<Label> labels = new ArrayList<>();
    for (Message item : messages(map, "item")) {
      List<LabelKeypoint> keypoints = new ArrayList<>();
      for (Message keypoint : messages(item, "keypoints")) {
        keypoints.add(
            new LabelKeypoint((Integer) value(keypoint, "id"), (String) value(keypoint, "label")));
      }
      labels.add(
          new Label(
              (Integer) value(item, "id"),
              (String) value(item, "name"),
              has(item, "display_name")
                  ? Optional.of((String) value(item, "display_name"))
                  : Optional.empty(),
              keypoints,
              integers(item, "ancestor_ids"),
              integers(item, "descendant_ids"),
              has(item, "frequency")
                  ? Optional.of(
                      LvisFrequency.valueOf(
                          ((EnumValueDescriptor) value(item, "frequency")).getName()))
                  : Optional.empty(),
              has(item, "instance_count")
                  ? OptionalInt.of((Integer) value(item, "instance_count"))
                  : OptionalInt.empty()));
    }
    return labels;
  }

  private static List<Message> messages(Message message, String field) {
    return ((List<?>) value(message, field)).stream().map(Message.class::cast).toList();
  }

  private static List<Integer> integers(Message message, String field) {
    return ((List<?>) value(message, field)).stream().map(Integer.class::cast).toList();
  }

  private static boolean has(Message message, String field) {
    return message.hasField(message.getDescriptorForType().findFieldByName(field));
  }

  private static Object value(Message message, String field) {
    return message.getField(message.getDescriptorForType().findFieldByName(field));
  }
}
