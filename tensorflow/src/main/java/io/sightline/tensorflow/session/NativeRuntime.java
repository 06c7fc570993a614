package io.sightline.tensorflow.session;

import io.sightline.error.ModelLoadException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow's native library and its threads: once per process. */
public final class NativeRuntime {
  /** Models that were saved for a GPU run on what there is, as in Python. */
  private static ConfigProto config = ConfigProto.newBuilder().setAllowSoftPlacement(true).build();

  /** The library comes in a jar, or lies where JavaCPP has been told to look first. */
  private static final boolean INSTALLED =
      hasNatives(platform()) || Boolean.getBoolean("org.bytedeco.javacpp.pathsFirst");

  private static boolean started;

  private NativeRuntime() {}

  /**
   * Sets how many threads TensorFlow uses.
   *
   * @throws IllegalStateException if a model was opened before, with other numbers
   */
  public static synchronized void useThreads(int withinOperation, int acrossOperations) {
    ConfigProto wanted =
        ConfigProto.newBuilder()
            .setAllowSoftPlacement(true)
            .setIntraOpParallelismThreads(withinOperation)
            .setInterOpParallelismThreads(acrossOperations)
            .build();
    if (started && !wanted.equals(config)) {
      throw new IllegalStateException(
          ("TensorFlow's threads are fixed since the first model was opened: expected %s within and"
                  + " %s across operations, found %s and %s asked for. Call useThreads before the"
                  + " first model is opened.")
              .formatted(
                  config.getIntraOpParallelismThreads(),
                  config.getInterOpParallelismThreads(),
                  withinOperation,
                  acrossOperations));
    }
    config = wanted;
  }

  /** Whether a native library for this platform can be found. Does not load it. */
  public static boolean isInstalled() {
    return INSTALLED;
  }

  /**
   * Loads the native library, fixes the threads, and returns the session configuration.
   *
   * @throws ModelLoadException if the native library is missing or cannot be loaded here
   */
  public static synchronized ConfigProto start() {
    if (!started) {
      // JavaCPP's default limit is 4 x -Xmx against the memory of the whole process, weights
      // included: a small heap could then not open a large model. Sessions close what they
      // allocate.
      String limit = "org.bytedeco.javacpp.maxphysicalbytes";
      if (System.getProperty(limit) == null) {
        System.setProperty(limit, "0");
      }
      loadNatives();
      started = true;
    }
    return config;
  }

  private static void loadNatives() {
    try {
      String unused = TensorFlow.version();
    } catch (LinkageError e) {
      throw new ModelLoadException(missingNatives(platform(), e), null, e);
    }
  }

  private static String missingNatives(String platform, LinkageError error) {
    if (!hasNatives(platform)) {
      return ("TensorFlow's native library for this platform is missing: add"
              + " org.tensorflow:tensorflow-core-native:%s with classifier %s to the dependencies.%s")
          .formatted(apiVersion(), platform, unsupportedHint(platform));
    }
    return ("TensorFlow's native library is there, but this machine cannot load it: expected"
            + " glibc 2.17 or later and libstdc++.so.6, found %s. Alpine Linux and images without"
            + " libstdc++ cannot run it.")
        .formatted(error.getMessage());
  }

  private static boolean hasNatives(String platform) {
    String library = "org/tensorflow/internal/c_api/" + platform + "/";
    ClassLoader loader = TensorFlow.class.getClassLoader();
    return loader.getResource(library) != null || loader.getResource(library + "LICENSE") != null;
  }

  private static String unsupportedHint(String platform) {
    return switch (platform) {
      case "linux-x86_64", "linux-arm64", "macosx-arm64", "windows-x86_64" -> "";
      default -> " TensorFlow publishes none for " + platform + ".";
    };
  }

  /** The platform by JavaCPP's names, found without loading JavaCPP. */
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "macosx" : os.contains("windows") ? "windows" : "linux";
    String processor =
        switch (arch) {
          case "amd64", "x86_64", "x64" -> "x86_64";
          case "aarch64", "arm64" -> "arm64";
          default -> arch;
        };
    return system + "-" + processor;
  }

  /** The version of tensorflow-core-api that this module was built with. */
  private static String apiVersion() {
    Properties properties = new Properties();
    try (InputStream in = NativeRuntime.class.getResourceAsStream("tensorflow.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
