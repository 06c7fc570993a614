package io.sightline.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sightline.error.ModelLoadException;
import io.sightline.internal.FileKind;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.testing.FakeModelSession;
import io.sightline.testing.ModelLoaderContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Tries the contract on the smallest loader: a file that holds one line. */
class ModelLoaderContractTest extends ModelLoaderContract {
  private static final String CONTENT = "model: the identity\n";

  @TempDir private Path directory;

  @Override
  protected ModelLoader loader() {
    return new TinyLoader();
  }

  @Override
  protected Path model() {
    try {
      return Files.writeString(directory.resolve("tiny"), CONTENT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class TinyLoader implements ModelLoader {
    @Override
    public String name() {
      return "tiny";
    }

    @Override
    public boolean claims(Path path) {
      return start(path).startsWith("model:");
    }

    private static String start(Path path) {
      return new String(FileKind.firstBytes(path, 99), ISO_8859_1);
    }

    @Override
    public ModelSession open(Path path, ModelOptions options) {
      if (!start(path).equals(CONTENT)) {
        throw new ModelLoadException(path + " is damaged", path.toString());
      }
      Shape shape = Shape.of(-1, 17, 11);
      ModelDescription description =
          ModelDescription.builder(path.toString(), "one line")
              .inputs(List.of(new TensorSpec("x", ElementType.FLOAT32, shape)))
              .outputs(List.of(new TensorSpec("y", ElementType.FLOAT32, shape)))
              .build();
      return new FakeModelSession(description, feeds -> Map.of("y", feeds.get("x").parts().get(0)));
    }
  }
}
