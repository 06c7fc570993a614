package io.sightline.tensorflow;

import io.sightline.model.ModelLoader;
import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensorflow.file.ModelLocation;
import io.sightline.tensorflow.open.ModelAssembly;
import io.sightline.tensorflow.session.NativeRuntime;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens SavedModels of TensorFlow 1 and 2 (a directory, or a {@code .zip} or {@code .tar.gz} of
 * one) and frozen graphs ({@code .pb} and {@code .pbtxt}). Found by itself when this module is
 * installed; safe for use by several threads.
 */
public final class TensorFlowModelLoader implements ModelLoader {
  /** Makes a loader; it holds nothing. */
  public TensorFlowModelLoader() {}

  @Override
  public String name() {
    return "TensorFlow";
  }

  @Override
  public boolean claims(Path path) {
    return ModelLocation.isClaimed(path);
  }

  @Override
  public ModelSession open(Path path, ModelOptions options) {
    Supplier<ConfigProto> runtime = NativeRuntime::start;
    try (ModelLocation location = ModelLocation.find(path)) {
      return ModelAssembly.open(location, options, runtime);
    }
  }
}
