package io.sightline.tensorflow;

import io.sightline.error.ImageDecodeException;
import io.sightline.error.ModelLoadException;
import io.sightline.image.DecodeConvention;
import io.sightline.image.DecodeOptions;
import io.sightline.image.DecodedImage;
import io.sightline.image.ImageDecoder;
import io.sightline.internal.FileKind;
import io.sightline.internal.image.JpegHeader;
import io.sightline.internal.image.Refusal;
import io.sightline.tensorflow.decode.DecodeGraph;
import io.sightline.tensorflow.decode.PictureSize;
import io.sightline.tensorflow.session.NativeRuntime;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Decodes with the libraries inside TensorFlow: JPEG faster than Java does, with the same pixels;
 * and JPEG, PNG, BMP and GIF with the pixels of {@code tf.io.decode_image}, which nothing else
 * gives. Found by itself when this module and TensorFlow's native library are installed.
 *
 * <p>The first picture loads the native library, as the first model does. Safe for use by several
 * threads.
 */
public final class TensorFlowImageDecoder implements ImageDecoder {
  private static final int MAGIC_BYTES = 32;
  private static final int PRIORITY = 10;

  /** Makes a decoder; it holds nothing. */
  public TensorFlowImageDecoder() {}

  @Override
  public String name() {
    return "TensorFlow";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public boolean claims(ByteBuffer content) {
    return switch (kind(content)) {
      case JPEG, PNG, BMP, GIF -> NativeRuntime.isInstalled();
      default -> false;
    };
  }

  /** JPEG in every convention, the others in TensorFlow's own; never where 16 bits are wanted. */
  @Override
  public boolean claims(ByteBuffer content, DecodeOptions options) {
    FileKind kind = kind(content);
    boolean isOwn = options.convention() == DecodeConvention.TENSORFLOW;
    boolean mayBeDeep = kind == FileKind.PNG && options.keep16Bit();
    return (isOwn || kind == FileKind.JPEG) && !mayBeDeep && claims(content);
  }

  private static FileKind kind(ByteBuffer content) {
    byte[] start = new byte[Math.min(content.remaining(), MAGIC_BYTES)];
    content.duplicate().get(start);
    return FileKind.of(start);
  }

  @Override
  public DecodedImage decode(ByteBuffer content, String name, DecodeOptions options) {
    FileKind kind = kind(content);
    Refusal refusal = new Refusal(name, kind);
    try {
      return kind == FileKind.JPEG
          ? jpeg(content, options, refusal)
          : other(kind, content, options, refusal);
    } catch (ImageDecodeException e) {
      throw e;
    } catch (ModelLoadException e) {
      throw refusal.kind("TensorFlow's native library", firstLine(e));
    } catch (IOException | RuntimeException e) {
      throw refusal.damaged(firstLine(e), e);
    } catch (OutOfMemoryError e) {
      throw refusal.outOfMemory(e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("nothing");
  }

  private static DecodedImage jpeg(ByteBuffer content, DecodeOptions options, Refusal refusal)
      throws IOException {
    JpegHeader header = JpegHeader.read(content);
    header.check(options, refusal);
    boolean fast = options.convention() == DecodeConvention.TENSORFLOW;
    if (!fast) {
      checkAccurate(header, refusal);
    }
    byte[] file = bytes(content, options.allowTruncated());
    DecodeGraph graph = DecodeGraph.shared(NativeRuntime.start());
    try {
      DecodedImage image = fast ? graph.image(file) : graph.accurateJpeg(file);
      return image.withOrientation(header.orientation(options.convention()));
    } catch (RuntimeException e) {
      if (header.endsEarly(content)) {
        throw refusal.damaged("the file ends early, after %s bytes".formatted(file.length), e);
      }
      throw e;
    }
  }

  /** Where TensorFlow's colours, or the version of its libjpeg-turbo, give other pixels. */
  private static void checkAccurate(JpegHeader header, Refusal refusal) {
    if (header.frame().components() == 4) {
      throw refusal.kind("grey or colour for TensorFlow's decoder", "CMYK");
    }
    if (header.isSmoothedInUnits()) {
      throw refusal.kind("all of its progressive scans", "some of them");
    }
  }

  private static DecodedImage other(
      FileKind kind, ByteBuffer content, DecodeOptions options, Refusal refusal)
      throws IOException {
    if (options.convention() != DecodeConvention.TENSORFLOW) {
      throw refusal.kind("a JPEG picture or the convention TENSORFLOW", kind.phrase());
    }
    refusal.checkSize(PictureSize.of(kind, content), options);
    return DecodeGraph.shared(NativeRuntime.start()).image(bytes(content, false));
  }

  /** The file; on demand with an end-of-image marker, as Pillow appends it where there is none. */
  private static byte[] bytes(ByteBuffer content, boolean withEnd) {
    int length = content.remaining();
    byte[] bytes = new byte[withEnd ? Math.addExact(length, 2) : length];
    content.duplicate().get(bytes, 0, length);
    if (withEnd) {
      bytes[length] = (byte) 0xff;
      bytes[length + 1] = (byte) 0xd9;
    }
    return bytes;
  }
}
