package io.sightline.detection.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.Keypoints;
import io.sightline.detection.box.PixelBox;
import io.sightline.detection.mask.BitMask;
import io.sightline.detection.mask.CocoRle;
import io.sightline.detection.mask.InstanceMask;
import io.sightline.image.Orientation;
import io.sightline.image.Size;
import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class FormatsTest {
  private static final Size SIZE = new Size(640, 480);
  private static final String AWKWARD = "a \"b\", <c> & 'd'\r\n\ttwo; é 🐕 \\";

  private static final Detections NONE = Detections.builder(SIZE, Orientation.UPRIGHT).build();
  private static final Detections DOG =
      Detections.builder(SIZE, Orientation.UPRIGHT)
          .add(new PixelBox(12.3f, 4.5f, 210, 433.2f), 0.72f, 18)
          .name("dog")
          .build();

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void useACommaLocale() {
    Locale.setDefault(Locale.GERMANY);
  }

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(before);
  }

  private static Detections labelled(String label) {
    return Detections.builder(SIZE, Orientation.UPRIGHT)
        .add(0, 1, 2, 3, 1e-5f, 7)
        .name(label)
        .build();
  }

  private static Detections withMaskAndPoints() {
    Size size = new Size(4, 3);
    BitMask mask = BitMask.of(size, new byte[] {0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    return Detections.builder(size, Orientation.UPRIGHT)
        .add(1, 0, 3, 2, 0.5f, 3)
        .mask(InstanceMask.of(mask))
        .keypoints(
            Keypoints.of(new float[] {1.5f, 0.25f, Float.NaN, Float.NaN})
                .scores(new float[] {0.9f, 0.1f})
                .names(List.of("nose", "left eye")))
        .build();
  }

  /** Rows of tiny, huge, negative and ordinary numbers. */
  private static Detections random(Random random) {
    var builder = Detections.builder(SIZE, Orientation.UPRIGHT);
    for (int i = 0; i < 200; i++) {
      builder.add(
          random.nextFloat() * 640,
          random.nextFloat() * 1e-6f,
          random.nextFloat() * -640,
          random.nextFloat() * 1e20f,
          random.nextFloat(),
          random.nextInt());
    }
    return builder.build();
  }

  @Test
  void json_isOneLine() {
    assertThat(JsonFormat.write(DOG.get(0)))
        .isEqualTo(
            "{\"class_id\":18,\"label\":\"dog\",\"score\":0.72,\"box\":{\"x_min\":12.3,"
                + "\"y_min\":4.5,\"x_max\":210.0,\"y_max\":433.2}}");
    assertThat(JsonFormat.write(DOG)).isEqualTo("[" + JsonFormat.write(DOG.get(0)) + "]");
    assertThat(JsonFormat.write(NONE)).isEqualTo("[]");
  }

  @Test
  void json_maskAndPoints() {
    assertThat(JsonFormat.write(withMaskAndPoints()))
        .endsWith(
            "\"keypoints\":[{\"name\":\"nose\",\"x\":1.5,\"y\":0.25,\"score\":0.9},"
                + "{\"name\":\"left eye\",\"x\":null,\"y\":null,\"score\":0.1}],"
                + "\"mask\":{\"size\":[3,4],\"counts\":\"321O4\"}}]");
  }

  @Test
  void json_anyRow_readsBack() {
    Detections found = random(new Random(2)).merge(labelled(AWKWARD));
    JsonArray array = JsonParser.parseString(JsonFormat.write(found)).getAsJsonArray();

    assertThat(array).hasSize(found.count());
    for (int i = 0; i < found.count(); i++) {
      Detection expected = found.get(i);
      JsonObject object = array.get(i).getAsJsonObject();
      JsonObject box = object.getAsJsonObject("box");
      assertThat(object.get("class_id").getAsInt()).isEqualTo(expected.classId());
      assertThat(object.get("label").getAsString()).isEqualTo(expected.label());
      assertThat(object.get("score").getAsFloat()).isEqualTo(expected.score());
      assertThat(
              new PixelBox(
                  box.get("x_min").getAsFloat(),
                  box.get("y_min").getAsFloat(),
                  box.get("x_max").getAsFloat(),
                  box.get("y_max").getAsFloat()))
          .isEqualTo(expected.box());
    }
  }

  @Test
  void csv_hasAHeaderAndARow() {
    assertThat(CsvFormat.write("street.jpg", DOG))
        .isEqualTo(
            """
            image,class_id,label,score,x_min,y_min,x_max,y_max
            street.jpg,18,dog,0.72,12.3,4.5,210.0,433.2
            """);
    assertThat(CsvFormat.write("street.jpg", NONE)).isEqualTo(CsvFormat.header());
  }

  @Test
  void csv_fieldsWithSeparators_standInQuotes() {
    assertThat(CsvFormat.rows("a,b.jpg", labelled(AWKWARD)))
        .isEqualTo(
            "\"a,b.jpg\",7,\"a \"\"b\"\", <c> & 'd'\r\n\ttwo; é 🐕 \\\",0.00001,0.0,1.0,2.0,3.0\n");
    assertThat(CsvFormat.rows("a", labelled("é 🐕"))).startsWith("a,7,é 🐕,");
    assertThat(CsvFormat.rows("a", labelled("\r"))).startsWith("a,7,\"\r\",");
  }

  @Test
  void coco_isAResult() {
    assertThat(CocoFormat.standard().write(42, DOG))
        .isEqualTo(
            "[{\"image_id\":42,\"category_id\":18,\"bbox\":[12.3,4.5,197.7,428.7],"
                + "\"score\":0.72}]");
    assertThat(CocoFormat.standard().write(42, NONE)).isEqualTo("[]");
  }

  @Test
  void coco_maskAndPoints() {
    String json = CocoFormat.standard().categoryIds(id -> id + 87).write(1, withMaskAndPoints());

    assertThat(json)
        .isEqualTo(
            "[{\"image_id\":1,\"category_id\":90,\"bbox\":[1.0,0.0,2.0,2.0],\"score\":0.5,"
                + "\"segmentation\":{\"size\":[3,4],\"counts\":\"321O4\"},"
                + "\"keypoints\":[1.5,0.25,1,0.0,0.0,0]}]");
    assertThat(CocoRle.parse(new Size(4, 3), "321O4").toMask())
        .isEqualTo(withMaskAndPoints().get(0).mask().orElseThrow().bits());
  }

  @Test
  void coco_manyPictures_keepTheOrderOfTheMap() {
    Map<Long, Detections> pictures = new LinkedHashMap<>();
    pictures.put(9_000_000_000L, DOG);
    pictures.put(2L, DOG.merge(DOG));
    JsonArray array =
        JsonParser.parseString(CocoFormat.standard().write(pictures)).getAsJsonArray();

    assertThat(array)
        .extracting(element -> element.getAsJsonObject().get("image_id").getAsLong())
        .containsExactly(9_000_000_000L, 2L, 2L);
  }

  @Test
  void coco_categoryIdsTwice_isRefused() {
    CocoFormat format = CocoFormat.standard().categoryIds(id -> id);

    assertThatIllegalStateException().isThrownBy(() -> format.categoryIds(id -> id));
  }

  @Test
  void voc_inclusive_countsPixelsFromOne() {
    assertThat(VocFormat.INCLUSIVE.write("street.jpg", DOG))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <annotation>
              <filename>street.jpg</filename>
              <size>
                <width>640</width>
                <height>480</height>
                <depth>3</depth>
              </size>
              <segmented>0</segmented>
              <object>
                <name>dog</name>
                <pose>Unspecified</pose>
                <truncated>0</truncated>
                <difficult>0</difficult>
                <score>0.72</score>
                <bndbox>
                  <xmin>13</xmin>
                  <ymin>6</ymin>
                  <xmax>210</xmax>
                  <ymax>433</ymax>
                </bndbox>
              </object>
            </annotation>
            """);
  }

  @Test
  void voc_inclusive_staysInThePicture() throws Exception {
    Detections found =
        Detections.builder(SIZE, Orientation.UPRIGHT)
            .add(0, 0, 640, 480, 0.5f, 1)
            .add(-5, -6, 700, 500, 0.5f, 1)
            .add(640, 480, 640, 480, 0.5f, 1)
            .add(7.2f, 8.2f, 7.3f, 8.3f, 0.5f, 1)
            .add(641, 0, 650, 10, 0.5f, 1)
            .add(50, 60, 20, 70, 0.5f, 1)
            .build();

    Document xml = parse(VocFormat.INCLUSIVE.write("a", found));

    assertThat(texts(xml, "xmin")).containsExactly("1", "1", "640", "8");
    assertThat(texts(xml, "ymin")).containsExactly("1", "1", "480", "9");
    assertThat(texts(xml, "xmax")).containsExactly("640", "640", "640", "8");
    assertThat(texts(xml, "ymax")).containsExactly("480", "480", "480", "9");
  }

  @Test
  void voc_exact_losesNothing() throws Exception {
    Detections found = random(new Random(3));
    Document xml = parse(VocFormat.EXACT.write("a", found));

    List<String> left = texts(xml, "xmin");
    List<String> lower = texts(xml, "ymax");
    assertThat(left).hasSize(found.count());
    for (int i = 0; i < found.count(); i++) {
      assertThat(Float.parseFloat(left.get(i))).isEqualTo(found.get(i).box().xMin());
      assertThat(Float.parseFloat(lower.get(i))).isEqualTo(found.get(i).box().yMax());
    }
  }

  @Test
  void voc_specialCharacters_readBack() throws Exception {
    Document xml = parse(VocFormat.EXACT.write("<&>.jpg", labelled(AWKWARD + "]]>")));

    assertThat(texts(xml, "name")).containsExactly(AWKWARD + "]]>");
    assertThat(texts(xml, "filename")).containsExactly("<&>.jpg");
  }

  @Test
  void voc_charactersThatXmlCannotHold_areReplaced() throws Exception {
    Document xml = parse(VocFormat.EXACT.write("a", labelled("x\0\u0007\uffff\ud800y")));

    assertThat(texts(xml, "name")).containsExactly("x\ufffd\ufffd\ufffd\ufffdy");
  }

  private static Document parse(String xml)
      throws ParserConfigurationException, IOException, SAXException {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  private static List<String> texts(Document xml, String name) {
    NodeList nodes = xml.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(i -> nodes.item(i).getTextContent())
        .toList();
  }

  @Test
  void yolo_isCentreAndSize() {
    Detections found =
        Detections.builder(SIZE, Orientation.UPRIGHT)
            .add(160, 120, 480, 240, 0.25f, 18)
            .add(0, 0, 640, 480, 0.5f, 1)
            .build();

    assertThat(YoloFormat.standard().write(found))
        .isEqualTo("18 0.5 0.375 0.5 0.25\n1 0.5 0.5 1.0 1.0\n");
    assertThat(YoloFormat.standard().withScores().classIds(id -> id - 1).write(found))
        .isEqualTo("17 0.5 0.375 0.5 0.25 0.25\n0 0.5 0.5 1.0 1.0 0.5\n");
    assertThat(YoloFormat.standard().write(NONE)).isEmpty();
  }

  @Test
  void yolo_points_areBeforeTheScore() {
    assertThat(YoloFormat.standard().withScores().write(withMaskAndPoints()))
        .isEqualTo("3 0.5 0.33333334 0.5 0.6666667 0.375 0.083333336 0.9 0.0 0.0 0.0 0.5\n");
  }

  @Test
  void yolo_classIdsTwice_isRefused() {
    YoloFormat format = YoloFormat.standard().classIds(id -> id);

    assertThatIllegalStateException().isThrownBy(() -> format.classIds(id -> id));
  }
}
