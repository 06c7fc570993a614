package io.sightline.keras.container;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.sightline.error.ModelLoadException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * An open file of Keras: the architecture, and the root of the weights. To be opened inside of
 * {@link ParseBorder#run}; the arrays may be read by any thread until this is closed.
 */
public final class KerasFile implements Closeable {
  /** How the weights are laid out. */
  public enum Layout {
    /** A group for each layer of the model, by its name, which lists its arrays in order. */
    BY_LAYER,
    /** Groups within groups, as the objects hold each other: {@code layers/conv2d/vars/0}. */
    BY_OBJECT
  }

  private final String source;
  private final Deque<Closeable> open = new ArrayDeque<>();
  private String format = "";
  private String version = "";
  private String backend = "";
  private Layout layout = Layout.BY_OBJECT;
  private JsonObject architecture = new JsonObject();
  private Hdf5Group weights;

  private KerasFile(Path path, Optional<Path> architectureFile) throws IOException {
    this.source = path.toString();
    try {
      FileRegion file = keep(FileRegion.whole(FileChannel.open(path)));
      this.weights = read(file, ContainerKind.of(file), architectureFile);
    } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
      close();
      throw e;
    }
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @param architecture a second file with what {@code model.to_json()} gives, if the first holds
   *     weights alone
   * @return the open file, for the caller to close
   * @throws IOException if it cannot be read
   * @throws ModelLoadException if it is no whole model
   */
  public static KerasFile open(Path path, Optional<Path> architecture) throws IOException {
    return new KerasFile(path, architecture);
  }

  /** What the file is, for a description. */
  public String format() {
    return format;
  }

  /** The Keras that wrote it, as it says; empty if it does not. */
  public String version() {
    return version;
  }

  /** The backend of the Keras that wrote it, as it says; empty if it does not. */
  public String backend() {
    return backend;
  }

  /** The model: {@code class_name} and {@code config}. */
  public JsonObject architecture() {
    return architecture;
  }

  /** How the weights are laid out. */
  public Layout layout() {
    return layout;
  }

  /** The group that holds all weights. */
  public Hdf5Group weights() {
    return weights;
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  private <T extends Closeable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private Hdf5Group read(FileRegion file, ContainerKind kind, Optional<Path> architectureFile)
      throws IOException {
    return switch (kind) {
      case HDF5 -> readHdf5(openHdf5(file), architectureFile);
      case KERAS_ZIP -> readZip(new KerasZip(file, source), architectureFile);
      case OTHER ->
          throw new ModelLoadException(
              "%s is no file of Keras: expected HDF5 or a .keras archive, found neither. Check the path."
                  .formatted(source),
              source);
    };
  }

  private Hdf5Group readZip(KerasZip zip, Optional<Path> architectureFile) throws IOException {
    if (architectureFile.isPresent()) {
      throw needlessArchitecture(architectureFile.get());
    }
    format = "Keras zip";
    architecture = zip.config();
    version = text(zip.metadata(), "keras_version");
    return openHdf5(keep(zip.weights()));
  }

  private Hdf5Group openHdf5(FileRegion region) throws IOException {
    if (region.length() > Integer.MAX_VALUE) {
      throw new ModelLoadException(
          "%s is too large: expected at most 2 GiB of weights, found %s bytes. Export it as a SavedModel."
              .formatted(source, region.length()),
          source);
    }
    return Hdf5Group.root(region, source);
  }

  private Hdf5Group readHdf5(Hdf5Group root, Optional<Path> architectureFile) throws IOException {
    format = "Keras HDF5";
    Optional<String> config = root.text("model_config");
    if (config.isEmpty()) {
      return readWeightsFile(root, architectureFile);
    }
    if (architectureFile.isPresent()) {
      throw needlessArchitecture(architectureFile.get());
    }
    architecture = Json.read(config.get(), "model_config", source);
    version = root.text("keras_version").orElse("");
    backend = root.text("backend").orElse("");
    layout = Layout.BY_LAYER;
    return root.group("model_weights")
        .orElseThrow(
            () ->
                new ModelLoadException(
                    "%s holds no weights: expected the group model_weights, found none. Save it again with model.save(...)."
                        .formatted(source),
                    source));
  }

  private Hdf5Group readWeightsFile(Hdf5Group root, Optional<Path> architectureFile)
      throws IOException {
    if (root.hasAttribute("layer_names")) {
      layout = Layout.BY_LAYER;
      version = root.text("keras_version").orElse("");
      backend = root.text("backend").orElse("");
    } else if (root.group("layers").isEmpty()
        && root.group("_layer_checkpoint_dependencies").isEmpty()) {
      throw new ModelLoadException(
          "%s is an HDF5 file, but none of Keras: expected the attribute model_config, or layer_names for weights alone, found neither. Save the model with model.save(...)."
              .formatted(source),
          source);
    }
    if (architectureFile.isEmpty()) {
      throw new ModelLoadException(
          ("%s holds weights only: expected a whole model, found no architecture. Save it with"
                  + " model.save(...), or write model.to_json() to a file and give that too:"
                  + " .loader(new KerasModelLoader().withArchitecture(path)).")
              .formatted(source),
          source);
    }
    format = "Keras weights with architecture";
    architecture = architectureIn(architectureFile.get());
    version = architectureVersion();
    return root;
  }

  /** Keras 3 does not write its version to JSON, but the module of each class as no other does. */
  private String architectureVersion() {
    String said = text(architecture, "keras_version");
    if (!said.isEmpty()) {
      return said;
    }
    return version.isEmpty() && architecture.has("module") ? "3" : version;
  }

  private static JsonObject architectureIn(Path path) throws IOException {
    String name = path.toString();
    long size = Files.size(path);
    if (size > Json.MAX_BYTES) {
      throw new ModelLoadException(
          "%s is no architecture of Keras: expected at most %s bytes, found %s. Write model.to_json() to it."
              .formatted(name, Json.MAX_BYTES, size),
          name);
    }
    return Json.read(Files.readAllBytes(path), "architecture", name);
  }

  private ModelLoadException needlessArchitecture(Path given) {
    return new ModelLoadException(
        "%s is a whole model: expected no architecture beside it, found %s. Leave it away."
            .formatted(source, given),
        source);
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
