package io.sightline.tensorflow.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;
import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;

/** Reads the messages that models are stored in, binary or as text. */
public final class ProtoFile {
  private ProtoFile() {}

  /**
   * Whether the first bytes could be those of a GraphDef (first field 1, a message), a SavedModel
   * (schema version 1, or field 2, a message), or one of them as text.
   */
  static boolean looksLikeModel(Path file) {
    byte[] start = FileKind.firstBytes(file, 256);
    if (start.length == 0) {
      return false;
    }
    if (FileKind.of(start) == FileKind.TEXT) {
      String text = new String(start, UTF_8).stripLeading();
      return text.matches(
          "(?s)(node|versions|library|saved_model_schema_version|meta_graphs)\\s*[:{].*");
    }
    return start[0] == 0x0a
        || start[0] == 0x12
        || (start.length > 2 && start[0] == 8 && start[1] == 1 && start[2] == 0x12);
  }

  /**
   * Reads the SavedModel of a directory.
   *
   * @param directory holds {@code saved_model.pb} or {@code saved_model.pbtxt}
   * @param given what the user named
   */
  public static SavedModel readSavedModel(Path directory, Path given) {
    Path file = ModelLocation.savedModelFile(directory).orElseThrow();
    byte[] content = read(file, given);
    try {
      SavedModel model =
          isText(content)
              ? TextFormat.parse(new String(content, UTF_8), SavedModel.class)
              : SavedModel.parseFrom(content);
      if (model.getMetaGraphsCount() == 0) {
        throw damaged(given, file, "no graph in it", null);
      }
      return model;
    } catch (InvalidProtocolBufferException | TextFormat.ParseException e) {
      throw damaged(given, file, String.valueOf(e.getMessage()), e);
    }
  }

  /** Reads a frozen graph. */
  public static GraphDef readGraph(Path file) {
    byte[] content = read(file, file);
    try {
      GraphDef graph =
          isText(content)
              ? TextFormat.parse(new String(content, UTF_8), GraphDef.class)
              : GraphDef.parseFrom(content);
      if (graph.getNodeCount() > 0 && graph.getNodeList().stream().allMatch(ProtoFile::isNode)) {
        return graph;
      }
    } catch (InvalidProtocolBufferException | TextFormat.ParseException e) {
      throw notAGraph(file, content, e);
    }
    throw notAGraph(file, content, null);
  }

  private static boolean isNode(NodeDef node) {
    return !node.getName().isEmpty() && !node.getOp().isEmpty();
  }

  /** Says what a file is that begins like a graph and is none. */
  private static ModelLoadException notAGraph(
      Path file, byte[] content, @Nullable Exception cause) {
    if (isSavedModel(content)) {
      return new ModelLoadException(
          ("%s is the saved_model.pb of a SavedModel under another name: expected it in the model's"
                  + " directory. Give it that name, with the model's 'variables' folder beside it, and"
                  + " name the directory.")
              .formatted(file),
          file.toString());
    }
    if (isMetaGraph(content)) {
      return new ModelLoadException(
          ("%s is the .meta file of a checkpoint, a graph without weights: expected a SavedModel or a"
                  + " frozen graph. Export the model from Python.")
              .formatted(file),
          file.toString());
    }
    String found = cause == null ? "a message without nodes" : String.valueOf(cause.getMessage());
    return damaged(file, file, found, cause);
  }

  private static boolean isSavedModel(byte[] content) {
    try {
      return SavedModel.parseFrom(content).getMetaGraphsCount() > 0;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean isMetaGraph(byte[] content) {
    try {
      return MetaGraphDef.parseFrom(content).getGraphDef().getNodeCount() > 0;
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static boolean isText(byte[] content) {
    return FileKind.of(content) == FileKind.TEXT;
  }

  private static byte[] read(Path file, Path given) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelLoadException(
          "The model %s cannot be read: %s. Check that this process may read %s."
              .formatted(given, e, file),
          given.toString(),
          e);
    }
  }

  private static ModelLoadException damaged(
      Path given, Path file, String found, @Nullable Exception cause) {
    return new ModelLoadException(
        ("The model %s is damaged, cut off or no TensorFlow model: expected a complete message in %s,"
                + " found: %s Fetch or export it again.")
            .formatted(given, file.getFileName(), found.endsWith(".") ? found : found + "."),
        given.toString(),
        cause);
  }
}
