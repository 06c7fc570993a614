package io.sightline.tensorflow.open;

import io.sightline.model.ModelOptions;
import io.sightline.model.ModelSession;
import io.sightline.tensorflow.file.ModelLocation;
import java.util.function.Supplier;
import org.tensorflow.proto.ConfigProto;

/** Opens what was found. */
public final class ModelAssembly {
  private ModelAssembly() {}

  /**
   * Opens a model.
   *
   * @param location where it is
   * @param options what the user says of it
   * @param runtime loads the native library and gives the session configuration; called once the
   *     files have been read and found good
   */
  public static ModelSession open(
      ModelLocation location, ModelOptions options, Supplier<ConfigProto> runtime) {
    return location.isSavedModel()
        ? new SavedModelOpener(location, options, runtime).open()
        : new FrozenGraphOpener(location, options, runtime).open();
  }
}
