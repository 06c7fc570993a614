package io.sightline.postprocess.labels.tree;

import java.util.List;
import java.util.Optional;

/** A value of a JSON or YAML file and where it begins. */
public sealed interface Node {
  /** How deep collections may lie in one another. */
  int MAX_DEPTH = 100;

  /** Where it begins, in UTF-16 units. */
  int offset();

  /** What it is called in a sentence, with its article. */
  String phrase();

  /**
   * A text, a number or a word.
   *
   * @param text what it says, as it is written: numbers are not rounded, {@code no} is not false
   * @param quoted whether it stood in quotes; if not, it may be a number, true, false or null
   * @param offset where it begins
   */
  record Scalar(String text, boolean quoted, int offset) implements Node {
    @Override
    public String phrase() {
      return quoted ? "\"" + text + "\"" : text.isEmpty() ? "nothing" : text;
    }

    /** Whether it is written without quotes as nothing. */
    public boolean isNull() {
      return !quoted && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }

  /**
   * A list.
   *
   * @param items in their order
   * @param offset where it begins
   */
  record Sequence(List<Node> items, int offset) implements Node {
    @Override
    public String phrase() {
      return "a list";
    }
  }

  /**
   * Keys with values.
   *
   * @param entries in their order; a key may be there twice
   * @param offset where it begins
   */
  record Mapping(List<Entry> entries, int offset) implements Node {
    @Override
    public String phrase() {
      return "an object";
    }

    /** The value of a key, of its last entry as Python has it. */
    public Optional<Node> find(String key) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (entries.get(i).key().text().equals(key)) {
          return Optional.of(entries.get(i).value());
        }
      }
      return Optional.empty();
    }
  }

  /**
   * A key and its value.
   *
   * @param key the key
   * @param value the value
   */
  record Entry(Scalar key, Node value) {}
}
