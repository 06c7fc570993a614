package io.sightline.postprocess.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.FileFormatException;
import io.sightline.image.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UltralyticsMetadataTest {
  @TempDir private Path directory;

  @Test
  void read_poseModel_hasAll() throws IOException {
    UltralyticsMetadata metadata =
        read(
            """
            description: Ultralytics YOLOv8n-pose model trained on coco-pose.yaml
            author: Ultralytics
            date: '2024-05-01T10:11:12.131415'
            version: 8.3.40
            license: AGPL-3.0 License (https://ultralytics.com/license)
            stride: 32
            task: pose
            batch: 1
            imgsz:
            - 384
            - 640
            names:
              0: person
            kpt_shape:
            - 17
            - 3
            args:
              half: false
              nms: true
            """);

    assertThat(metadata.names().entries()).containsExactly(Label.of(0, "person"));
    assertThat(metadata.task()).contains("pose");
    assertThat(metadata.imageSize()).contains(new Size(640, 384));
    assertThat(metadata.stride()).isEqualTo(OptionalInt.of(32));
    assertThat(metadata.keypoints()).isEqualTo(OptionalInt.of(17));
    assertThat(metadata.keypointDimensions()).isEqualTo(OptionalInt.of(3));
    assertThat(metadata.builtInNms()).isTrue();
    assertThat(metadata.endToEnd()).isFalse();
  }

  @Test
  void read_namesAlone_isEnough() throws IOException {
    UltralyticsMetadata metadata = read("names: [cat, dog]\nend2end: True\nimgsz: 320\n");

    assertThat(metadata.names()).isEqualTo(Labels.of(List.of("cat", "dog")));
    assertThat(metadata.imageSize()).contains(new Size(320, 320));
    assertThat(metadata.task()).isEmpty();
    assertThat(metadata.stride()).isEmpty();
    assertThat(metadata.keypoints()).isEmpty();
    assertThat(metadata.endToEnd()).isTrue();
    assertThat(metadata.builtInNms()).isFalse();
  }

  @Test
  void read_noNamesOrNoNumbers_isRefused() {
    assertThatThrownBy(() -> read("task: detect\n"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("'names'");
    assertThatThrownBy(() -> read("names: [a]\nstride: [x]\n"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining(":2:10: ");
    assertThatThrownBy(() -> read("names: [a]\nimgsz: [0, 5]\n"))
        .isInstanceOf(FileFormatException.class)
        .hasMessageContaining("imgsz");
  }

  private UltralyticsMetadata read(String text) throws IOException {
    return UltralyticsMetadata.read(Files.writeString(directory.resolve("metadata.yaml"), text));
  }
}
