package io.sightline.postprocess.labels.protobuf;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.SourceText;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Reads a message in the text format. A scalar field that is there twice has its last value. */
public final class TextFormatParser {
  private final SourceText source;
  private final Tokenizer tokens;
  private final boolean skipUnknown;
  private final List<String> skipped;

  private TextFormatParser(SourceText source, boolean skipUnknown, List<String> skipped) {
    this.source = source;
    this.tokens = new Tokenizer(source);
    this.skipUnknown = skipUnknown;
    this.skipped = skipped;
  }

  /**
   * Reads a message.
   *
   * @param skipUnknown whether fields that the type has not are skipped instead of refused
   * @param skipped takes the names of fields that were skipped
   */
  public static Message parse(
      SourceText source, MessageType type, boolean skipUnknown, List<String> skipped) {
    TextFormatParser parser = new TextFormatParser(source, skipUnknown, skipped);
    Message message = new Message();
    while (!parser.tokens.atEnd()) {
      parser.field(type, message);
    }
    return message;
  }

  private void field(MessageType type, Message message) {
    if (!tokens.lookingAtWord()) {
      throw tokens.unexpected("the name of a field", "It may be one of " + type.fieldNames() + ".");
    }
    int start = tokens.offset();
    String name = tokens.next();
    Field field = type.field(name);
    if (field != null) {
      values(field, message);
    } else if (skipUnknown) {
      skipped.add(name);
      new FieldSkipper(source, tokens).skipContents();
    } else {
      throw source.failure(
          start,
          "A field is unknown: expected one of %s in %s, found '%s'. %s"
              .formatted(type.fieldNames(), type.name(), name, type.advice(name)));
    }
    separator(tokens);
  }

  /** At most one comma or semicolon may follow a field. */
  static void separator(Tokenizer tokens) {
    if (!tokens.tryConsume(',')) {
      tokens.tryConsume(';');
    }
  }

  private void values(Field field, Message message) {
    if (field.kind() == FieldKind.MESSAGE) {
      tokens.tryConsume(':');
    } else {
      tokens.consume(':', "Write '%s: ...'.".formatted(field.name()));
    }
    if (!field.repeated() || !tokens.tryConsume('[')) {
      message.add(field, value(field));
      return;
    }
    if (tokens.tryConsume(']')) {
      return;
    }
    do {
      message.add(field, value(field));
    } while (more());
  }

  private boolean more() {
    if (tokens.tryConsume(']')) {
      return false;
    }
    tokens.consume(',', "Values of a list are separated by ',' and end with ']'.");
    return true;
  }

  private Object value(Field field) {
    return switch (field.kind()) {
      case STRING -> string(field);
      case INT32 -> int32(field);
      case ENUM -> enumeration(field);
      case MESSAGE -> message(field);
    };
  }

  private Message message(Field field) {
    MessageType type = Objects.requireNonNull(field.message());
    boolean angle = tokens.tryConsume('<');
    if (!angle) {
      tokens.consume('{', "Write '%s { ... }'.".formatted(field.name()));
    }
    char end = angle ? '>' : '}';
    Message message = new Message();
    while (!tokens.tryConsume(end)) {
      if (tokens.atEnd()) {
        throw tokens.unexpected("'" + end + "'", "Close '" + field.name() + "'.");
      }
      field(type, message);
    }
    return message;
  }

  private String string(Field field) {
    if (!tokens.lookingAtString()) {
      throw tokens.unexpected("a text in quotes", "Write '%s: \"...\"'.".formatted(field.name()));
    }
    return StringLiteral.consume(tokens, source);
  }

  private Integer int32(Field field) {
    BigInteger value = NumberLiteral.integer(tokens.token());
    if (value == null || value.bitLength() > 31) {
      throw tokens.unexpected(
          "an integer from -2147483648 to 2147483647",
          "Write '%s: 1', without quotes or a point; a leading zero means octal."
              .formatted(field.name()));
    }
    tokens.next();
    return value.intValue();
  }

  private Integer enumeration(Field field) {
    String token = tokens.token();
    Integer named = field.enumValues().get(token);
    OptionalInt number = named == null ? NumberLiteral.enumNumber(token) : OptionalInt.of(named);
    if (number.isEmpty() || !field.enumValues().containsValue(number.getAsInt())) {
      throw unknownEnum(field);
    }
    tokens.next();
    return number.getAsInt();
  }

  private FileFormatException unknownEnum(Field field) {
    return tokens.unexpected(
        "one of " + String.join(", ", field.enumValues().keySet().stream().sorted().toList()),
        "Write it in capitals and without quotes.");
  }
}
