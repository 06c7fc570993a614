package io.sightline.postprocess.labels.protobuf;

import io.sightline.postprocess.labels.text.SourceText;

/** Skips what follows the name of an unknown field, which still has to be well-formed. */
final class FieldSkipper {
  private static final int MAX_DEPTH = 100;

  private final SourceText source;
  private final Tokenizer tokens;
  private int depth;

  FieldSkipper(SourceText source, Tokenizer tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  void skipContents() {
    boolean value = tokens.tryConsume(':') && !tokens.lookingAt('{') && !tokens.lookingAt('<');
    if (!value) {
      skipMessage();
    } else if (tokens.tryConsume('[')) {
      skipList();
    } else {
      skipValue();
    }
  }

  private void skipList() {
    if (tokens.tryConsume(']')) {
      return;
    }
    while (true) {
      if (tokens.lookingAt('{') || tokens.lookingAt('<')) {
        skipMessage();
      } else {
        skipValue();
      }
      if (tokens.tryConsume(']')) {
        return;
      }
      tokens.consume(',', "Values of a list are separated by ',' and end with ']'.");
    }
  }

  private void skipValue() {
    if (tokens.lookingAtString()) {
      StringLiteral.skip(tokens, source);
    } else if (tokens.lookingAtIdentifier() || NumberLiteral.isNumber(tokens.token())) {
      tokens.next();
    } else {
      throw tokens.unexpected("a value", "Check the field there.");
    }
  }

  private void skipMessage() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw tokens.unexpected(
          "at most %s messages in one another".formatted(MAX_DEPTH), "A label map needs two.");
    }
    char end = tokens.tryConsume('<') ? '>' : '}';
    if (end == '}') {
      tokens.consume('{', "A field without ':' is a message.");
    }
    while (!tokens.lookingAt('>') && !tokens.lookingAt('}')) {
      skipName();
      skipContents();
      TextFormatParser.separator(tokens);
    }
    tokens.consume(end, "Brackets come in pairs.");
    depth--;
  }

  private void skipName() {
    if (tokens.tryConsume('[')) {
      int parts = skipPath();
      if (parts == 3 && tokens.tryConsume('/')) {
        int unused = skipPath();
      }
      tokens.consume(']', "The name of an extension stands in '[' and ']'.");
    } else if (tokens.lookingAtWord()) {
      tokens.next();
    } else {
      throw tokens.unexpected("the name of a field or the end of the message", "Check it there.");
    }
  }

  private int skipPath() {
    int parts = 0;
    do {
      if (!tokens.lookingAtIdentifier()) {
        throw tokens.unexpected("a name", "The name of an extension stands in '[' and ']'.");
      }
      tokens.next();
      parts++;
    } while (tokens.tryConsume('.'));
    return parts;
  }
}
