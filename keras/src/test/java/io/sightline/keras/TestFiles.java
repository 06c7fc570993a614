package io.sightline.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Tiny files as Keras writes them, made by code. */
public final class TestFiles {
  /** A Dense layer as Keras 2 writes its settings, less what nobody reads. */
  public static final String DENSE =
      "{\"class_name\":\"Dense\",\"config\":{\"name\":\"d\",\"trainable\":true,\"dtype\":\"float32\","
          + "\"batch_input_shape\":[null,3],\"units\":2,\"use_bias\":true,\"activation\":\"relu\"}}";

  private TestFiles() {}

  /** Arrays by the names on the way to them, in the order in which they are listed. */
  public static Map<String, Object> arrays(Object... namesAndArrays) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      arrays.put((String) namesAndArrays[i], namesAndArrays[i + 1]);
    }
    return arrays;
  }

  /** A Sequential model as JSON. */
  public static String sequential(String... layers) {
    return "{\"class_name\":\"Sequential\",\"config\":{\"name\":\"s\",\"layers\":["
        + String.join(",", layers)
        + "]}}";
  }

  /** The layer {@link #DENSE} with its weights, as Keras 2 writes it. */
  public static byte[] denseHdf5() {
    return hdf5(sequential(DENSE), "2.4.0", Map.of("d", denseArrays()));
  }

  /** The layer {@link #DENSE} with its weights, as Keras 3 writes it. */
  public static byte[] denseZip() {
    return zip(
        denseConfig(),
        metadata("3.15.1"),
        objects(arrays("layers/dense/vars/0", kernel(), "layers/dense/vars/1", bias())));
  }

  /** The settings of {@link #DENSE} for a zip. */
  public static String denseConfig() {
    return sequential(DENSE);
  }

  /** The weights of {@link #DENSE}. */
  public static Map<String, Object> denseArrays() {
    return arrays("d/kernel:0", kernel(), "d/bias:0", bias());
  }

  public static float[][] kernel() {
    return new float[][] {{1, 2}, {3, 4}, {5, 6}};
  }

  public static float[] bias() {
    return new float[] {7, 8};
  }

  public static String metadata(String version) {
    return "{\"keras_version\":\"" + version + "\"}";
  }

  /** A whole model in HDF5: the arrays of each layer by their names. */
  public static byte[] hdf5(
      String config, String version, Map<String, Map<String, Object>> layers) {
    return write(
        root -> {
          root.putAttribute("model_config", config);
          root.putAttribute("keras_version", version);
          root.putAttribute("backend", "tensorflow");
          layerGroups(root.putGroup("model_weights"), layers);
        });
  }

  /** Weights alone, as {@code save_weights} of Keras 2 writes them. */
  public static byte[] weights(Map<String, Map<String, Object>> layers) {
    return write(root -> layerGroups(root, layers));
  }

  /** The weights in a {@code .keras} archive, by the names on the way to them. */
  public static byte[] objects(Map<String, Object> arrays) {
    return write(root -> put(root, arrays));
  }

  /** A {@code .keras} archive, its entries stored. */
  public static byte[] zip(String config, String metadata, byte[] weights) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("metadata.json", metadata.getBytes(UTF_8));
    entries.put("config.json", config.getBytes(UTF_8));
    entries.put("model.weights.h5", weights);
    return zip(entries, ZipEntry.STORED);
  }

  public static byte[] zip(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(method);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(content.getValue());
        entry.setCrc(checksum.getValue());
        entry.setSize(content.getValue().length);
        zip.putNextEntry(entry);
        zip.write(content.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** What an HDF5 file is filled with. */
  public interface Filler {
    void fill(WritableGroup root);
  }

  /** An HDF5 file. */
  public static byte[] write(Filler filler) {
    try {
      Path file = Files.createTempFile("sightline-test-", ".h5");
      try {
        try (WritableHdfFile hdf5 = HdfFile.write(file)) {
          filler.fill(hdf5);
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void layerGroups(WritableGroup root, Map<String, Map<String, Object>> layers) {
    if (layers.isEmpty()) {
      return;
    }
    root.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
    layers.forEach(
        (name, arrays) -> {
          WritableGroup group = root.putGroup(name);
          if (!arrays.isEmpty()) {
            group.putAttribute("weight_names", arrays.keySet().toArray(String[]::new));
          }
          put(group, arrays);
        });
  }

  private static void put(WritableGroup root, Map<String, Object> arrays) {
    Map<String, WritableGroup> groups = new LinkedHashMap<>();
    arrays.forEach(
        (path, array) -> {
          List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
          String name = parts.remove(parts.size() - 1);
          WritableGroup group = root;
          StringBuilder at = new StringBuilder();
          for (String part : parts) {
            WritableGroup parent = group;
            group =
                groups.computeIfAbsent(
                    at.append('/').append(part).toString(), unused -> parent.putGroup(part));
          }
          group.putDataset(name, array);
        });
  }
}
