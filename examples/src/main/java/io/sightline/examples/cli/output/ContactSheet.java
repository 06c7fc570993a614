package io.sightline.examples.cli.output;

import io.sightline.Prediction;
import io.sightline.error.ImageDecodeException;
import io.sightline.image.ImageSource;
import io.sightline.postprocess.Classification;
import io.sightline.postprocess.ScoredClass;
import io.sightline.preprocess.ImagePreprocessor;
import io.sightline.tensor.TensorValue;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Draws pictures side by side, each with its answer below. */
public final class ContactSheet {
  private static final int TILE = 220;
  private static final int MARGIN = 12;
  private static final int LINE = 18;
  private static final int TEXT = 3 * LINE + 6;
  private static final int MAX_COLUMNS = 6;
  private static final int MAX_PICTURES = 600;

  private static final Color BACKGROUND = new Color(0xf4f4f2);
  private static final Color FRAME = new Color(0xd0d0cc);
  private static final Color INK = new Color(0x202020);
  private static final Color FAINT = new Color(0x707070);
  private static final Color FAILED = new Color(0xb02020);

  private ContactSheet() {}

  /**
   * Writes the sheet of the first pictures as PNG.
   *
   * @param file the file, whose folder is made if it is missing
   * @param predictions the pictures with their answers
   * @throws IOException if the file cannot be written
   */
  public static void write(Path file, List<Prediction<ImageSource, Classification>> predictions)
      throws IOException {
    var shown = predictions.subList(0, Math.min(predictions.size(), MAX_PICTURES));
    int columns = Math.min(MAX_COLUMNS, Math.max(1, (int) Math.ceil(Math.sqrt(shown.size()))));
    int rows = (shown.size() + columns - 1) / columns;
    BufferedImage sheet =
        new BufferedImage(
            MARGIN + columns * (TILE + MARGIN),
            MARGIN + rows * (TILE + TEXT + MARGIN),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    boolean captions = hasFonts(graphics);
    try {
      prepare(graphics, sheet);
      for (int i = 0; i < shown.size(); i++) {
        int x = MARGIN + i % columns * (TILE + MARGIN);
        int y = MARGIN + i / columns * (TILE + TEXT + MARGIN);
        picture(shown.get(i).input()).ifPresent(picture -> fit(graphics, picture, x, y));
        graphics.setColor(FRAME);
        graphics.drawRect(x, y, TILE - 1, TILE - 1);
        if (captions) {
          caption(graphics, x, y + TILE + LINE, shown.get(i));
        }
      }
    } finally {
      graphics.dispose();
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (!ImageIO.write(sheet, "png", file.toFile())) {
      throw new IOException("This Java cannot write PNG");
    }
  }

  private static void prepare(Graphics2D graphics, BufferedImage sheet) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.setColor(BACKGROUND);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
  }

  /** Java without a font library, as in bare containers, fails at the first text. */
  private static boolean hasFonts(Graphics2D graphics) {
    try {
      return graphics.getFontMetrics().getHeight() > 0;
    } catch (RuntimeException | LinkageError | InternalError e) {
      System.err.println("sightline: this Java has no fonts: the contact sheet has no captions");
      return false;
    }
  }

  private static void caption(
      Graphics2D graphics, int x, int line, Prediction<ImageSource, Classification> prediction) {
    text(graphics, FAINT, fileName(prediction.input()), x, line);
    if (prediction.isSuccess()) {
      List<ScoredClass> entries = prediction.orElseThrow().entries();
      for (int i = 0; i < Math.min(2, entries.size()); i++) {
        ScoredClass entry = entries.get(i);
        String answer = String.format(Locale.ROOT, "%s  %.3f", entry.label(), entry.score());
        text(graphics, i == 0 ? INK : FAINT, answer, x, line + (i + 1) * LINE);
      }
    } else {
      text(graphics, FAILED, "failed", x, line + LINE);
    }
  }

  private static Optional<BufferedImage> picture(ImageSource source) {
    try {
      TensorValue pixels = ImagePreprocessor.wholeImage().decodedPixels(source);
      int height = (int) pixels.shape().length(0);
      int width = (int) pixels.shape().length(1);
      byte[] rgb = pixels.bytes();
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      int[] row = new int[width];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int at = 3 * (y * width + x);
          row[x] = (rgb[at] & 0xff) << 16 | (rgb[at + 1] & 0xff) << 8 | (rgb[at + 2] & 0xff);
        }
        image.setRGB(0, y, width, 1, row, 0, width);
      }
      return Optional.of(image);
    } catch (ImageDecodeException e) {
      return Optional.empty();
    }
  }

  private static void fit(Graphics2D graphics, BufferedImage picture, int x, int y) {
    double scale =
        Math.min((double) TILE / picture.getWidth(), (double) TILE / picture.getHeight());
    int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
    int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
    graphics.drawImage(
        picture, x + (TILE - width) / 2, y + (TILE - height) / 2, width, height, null);
  }

  private static String fileName(ImageSource source) {
    return source.path().map(path -> String.valueOf(path.getFileName())).orElse(source.name());
  }

  /** Draws a line of text, shortened to the width of a tile. */
  private static void text(Graphics2D graphics, Color color, String text, int x, int baseline) {
    FontMetrics metrics = graphics.getFontMetrics();
    String shown = text;
    while (shown.length() > 1 && metrics.stringWidth(shown) > TILE) {
      shown = shown.substring(0, shown.length() - 2) + "…";
    }
    graphics.setColor(color);
    graphics.drawString(shown, x, baseline);
  }
}
