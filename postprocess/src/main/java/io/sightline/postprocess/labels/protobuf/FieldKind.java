package io.sightline.postprocess.labels.protobuf;

/** What a field holds. */
public enum FieldKind {
  STRING,
  INT32,
  ENUM,
  MESSAGE
}
