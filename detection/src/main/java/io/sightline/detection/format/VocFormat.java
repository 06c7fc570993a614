package io.sightline.detection.format;

import io.sightline.detection.Detection;
import io.sightline.detection.Detections;
import io.sightline.detection.box.PixelBox;
import io.sightline.image.Size;

/**
 * Detections as an annotation of Pascal VOC, in XML: the picture's name and size, and for every
 * object its label and box, with the score added as {@code score}. Pose is {@code Unspecified},
 * truncated and difficult are 0. Characters that XML 1.0 cannot hold become U+FFFD. Masks and
 * points are not written.
 *
 * <p>The two forms differ in the numbers of the boxes: {@link #INCLUSIVE} is the devkit's own,
 * {@link #EXACT} loses nothing.
 */
public enum VocFormat {
  /**
   * Whole pixels counted from 1, the first and the last one that belong to the box, as in VOC2012's
   * annotations: edges are rounded to the nearest pixel, halves upwards, xmin is one more than the
   * rounded left edge, xmax the rounded right edge, and at least xmin. Boxes are cut off at the
   * picture; one that lies wholly beyond it, or has its edges exchanged, is left out.
   */
  INCLUSIVE {
    @Override
    boolean isWritable(PixelBox box, Size size) {
      return (box.xMin() <= box.xMax() && box.yMin() <= box.yMax())
          && (box.xMax() >= 0 && box.yMax() >= 0)
          && (box.xMin() <= size.width() && box.yMin() <= size.height());
    }

    @Override
    String first(float edge, int length) {
      return Integer.toString(firstPixel(edge, length));
    }

    @Override
    String last(float from, float to, int length) {
      int last = Math.min(Math.max(Math.round(to), 1), length);
      return Integer.toString(Math.max(last, firstPixel(from, length)));
    }

    private int firstPixel(float edge, int length) {
      return Math.min(Math.max(Math.round(edge), 0), length - 1) + 1;
    }
  },

  /**
   * The edges as they are, in pixels with the corner of the first one at 0; every row is written.
   */
  EXACT {
    @Override
    boolean isWritable(PixelBox box, Size size) {
      return true;
    }

    @Override
    String first(float edge, int length) {
      return Decimal.text(edge);
    }

    @Override
    String last(float from, float to, int length) {
      return Decimal.text(to);
    }
  };

  private static final int REPLACEMENT = 0xfffd;

  abstract boolean isWritable(PixelBox box, Size size);

  abstract String first(float edge, int length);

  abstract String last(float from, float to, int length);

  /**
   * Writes the annotation of one picture.
   *
   * @param fileName what the picture is called
   * @param detections what was found in it
   * @return an XML document, for a file of UTF-8
   */
  public String write(String fileName, Detections detections) {
    Size size = detections.imageSize();
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<annotation>\n");
    element(xml, "  ", "filename", fileName);
    xml.append("  <size>\n");
    element(xml, "    ", "width", Integer.toString(size.width()));
    element(xml, "    ", "height", Integer.toString(size.height()));
    element(xml, "    ", "depth", "3");
    xml.append("  </size>\n");
    element(xml, "  ", "segmented", "0");
    for (Detection detection : detections) {
      if (isWritable(detection.box(), size)) {
        object(xml, detection, size);
      }
    }
    return xml.append("</annotation>\n").toString();
  }

  private void object(StringBuilder xml, Detection detection, Size size) {
    PixelBox box = detection.box();
    xml.append("  <object>\n");
    element(xml, "    ", "name", detection.label());
    element(xml, "    ", "pose", "Unspecified");
    element(xml, "    ", "truncated", "0");
    element(xml, "    ", "difficult", "0");
    element(xml, "    ", "score", Decimal.text(detection.score()));
    xml.append("    <bndbox>\n");
    element(xml, "      ", "xmin", first(box.xMin(), size.width()));
    element(xml, "      ", "ymin", first(box.yMin(), size.height()));
    element(xml, "      ", "xmax", last(box.xMin(), box.xMax(), size.width()));
    element(xml, "      ", "ymax", last(box.yMin(), box.yMax(), size.height()));
    xml.append("    </bndbox>\n");
    xml.append("  </object>\n");
  }

  private static void element(StringBuilder xml, String indent, String name, String text) {
    xml.append(indent).append('<').append(name).append('>');
    text.codePoints().forEach(codePoint -> character(xml, codePoint));
    xml.append("</").append(name).append(">\n");
  }

  private static void character(StringBuilder xml, int codePoint) {
    switch (codePoint) {
      case '&' -> xml.append("&amp;");
      case '<' -> xml.append("&lt;");
      case '>' -> xml.append("&gt;");
      case '\r' -> xml.append("&#13;"); // a parser would read the character itself as a line feed
      default -> xml.appendCodePoint(isXml(codePoint) ? codePoint : REPLACEMENT);
    }
  }

  /** The production Char of XML 1.0, 5th edition. */
  private static boolean isXml(int codePoint) {
    return codePoint == '\t'
        || codePoint == '\n'
        || (codePoint >= 0x20 && codePoint <= 0xd7ff)
        || (codePoint >= 0xe000 && codePoint <= 0xfffd)
        || codePoint >= 0x10000;
  }
}
