package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.error.ModelMismatchException;
import io.sightline.tensor.ElementType;
import io.sightline.tensor.Shape;
import io.sightline.tensor.TensorSpec;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FeedCheckTest {
  private static final List<TensorSpec> INPUTS =
      List.of(
          new TensorSpec("image", ElementType.FLOAT32, Shape.of(-1, 17, 11, 3)),
          new TensorSpec("size", ElementType.INT32, Shape.unknown()));
  private static final Feed IMAGE = feed(ElementType.FLOAT32, 5, 17, 11, 3);
  private static final Feed SIZE = feed(ElementType.INT32, 2);

  private static Feed feed(ElementType type, long... lengths) {
    return Feed.of(TensorValue.zeros(type, Shape.of(lengths)));
  }

  private static void assertMismatch(Map<String, Feed> feeds, String message) {
    assertThatThrownBy(() -> FeedCheck.check("m.pb", INPUTS, feeds))
        .isInstanceOfSatisfying(
            ModelMismatchException.class, e -> assertThat(e.source()).contains("m.pb"))
        .hasMessage(message);
  }

  @Test
  void check_allFit_passes() {
    assertThatCode(() -> FeedCheck.check("m.pb", INPUTS, Map.of("image", IMAGE, "size", SIZE)))
        .doesNotThrowAnyException();
    assertThatCode(() -> FeedCheck.check("m.pb", List.of(), Map.of())).doesNotThrowAnyException();
  }

  @Test
  void check_inputNotFed_namesItAndWhatIsFed() {
    assertMismatch(
        Map.of("size", SIZE),
        "The input 'image' of m.pb is not fed: expected float32 [?, 17, 11, 3], found values for"
            + " 'size'. Give a value for each input.");
    assertMismatch(
        Map.of(),
        "The input 'image' of m.pb is not fed: expected float32 [?, 17, 11, 3], found values for"
            + " no input. Give a value for each input.");
  }

  @Test
  void check_otherElementType_saysBothTypes() {
    assertMismatch(
        Map.of("image", feed(ElementType.UINT8, 5, 17, 11, 3), "size", SIZE),
        "The input 'image' of m.pb does not fit: expected float32 [?, 17, 11, 3], found uint8 [5,"
            + " 17, 11, 3]. Convert the values: nothing is converted silently, since that would"
            + " change their meaning.");
  }

  @Test
  void check_oneAxisTooFew_advisesTheBatchAxis() {
    assertMismatch(
        Map.of("image", feed(ElementType.FLOAT32, 17, 11, 3), "size", SIZE),
        "The input 'image' of m.pb does not fit: expected float32 [?, 17, 11, 3], found float32"
            + " [17, 11, 3]. An axis is missing, the batch axis perhaps: [1, 17, 11, 3] has the"
            + " right number.");
  }

  @Test
  void check_otherRank_saysHowManyAxes() {
    for (Feed feed :
        List.of(feed(ElementType.FLOAT32, 17, 11), feed(ElementType.FLOAT32, 1, 1, 17, 11, 3))) {
      assertMismatch(
          Map.of("image", feed, "size", SIZE),
          "The input 'image' of m.pb does not fit: expected float32 [?, 17, 11, 3], found "
              + feed
              + ". The number of axes must be 4.");
    }
  }

  @Test
  void check_otherLength_saysWhichAreFree() {
    assertMismatch(
        Map.of("image", feed(ElementType.FLOAT32, 5, 11, 17, 3), "size", SIZE),
        "The input 'image' of m.pb does not fit: expected float32 [?, 17, 11, 3], found float32 [5,"
            + " 11, 17, 3]. The lengths that the model knows must be equal; those shown as ? are"
            + " free.");
  }

  @Test
  void check_unknownInput_namesItAndThoseThereAre() {
    assertMismatch(
        Map.of("image", IMAGE, "size", SIZE, "mask", SIZE),
        "m.pb has no input 'mask': expected values for 'image', 'size'. Correct the name.");
  }

  @Test
  void check_inputOfATypeThatJavaLacks_isRefused() {
    List<TensorSpec> inputs = List.of(new TensorSpec("h", ElementType.OPAQUE, Shape.unknown()));

    assertThatThrownBy(() -> FeedCheck.check("m.pb", inputs, Map.of("h", SIZE)))
        .isInstanceOf(ModelMismatchException.class)
        .hasMessageContaining("expected opaque");
  }
}
