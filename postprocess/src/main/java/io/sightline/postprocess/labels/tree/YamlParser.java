package io.sightline.postprocess.labels.tree;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.SourceText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads the first document of a YAML file from the parser's events, so that no tag can make an
 * object. An alias may name a scalar, never a collection: a file cannot grow when it is read.
 */
public final class YamlParser {
  private static final Set<String> HARMLESS_TAGS =
      Stream.of("str", "int", "float", "bool", "null", "seq", "map")
          .map(name -> "tag:yaml.org,2002:" + name)
          .collect(Collectors.toUnmodifiableSet());

  private final SourceText source;
  private final Deque<Collection> open = new ArrayDeque<>();
  private final Map<String, Node.Scalar> anchors = new HashMap<>();
  private @Nullable Node root;

  /** The place of the last event, which converts code points to UTF-16 units as they come. */
  private int codePoints;

  private int offset;

  private YamlParser(SourceText source) {
    this.source = source;
  }

  /** A collection that has not ended. */
  private static final class Collection {
    private final boolean mapping;
    private final int offset;
    private final List<Node> items = new ArrayList<>();

    Collection(boolean mapping, int offset) {
      this.mapping = mapping;
      this.offset = offset;
    }
  }

  /** The value that the first document is. */
  public static Node parse(SourceText source) {
    return new YamlParser(source).document();
  }

  private Node document() {
    LoadSettings settings =
        LoadSettings.builder().setLabel("labels").setCodePointLimit(Integer.MAX_VALUE).build();
    try {
      Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, source.text()));
      while (events.hasNext()) {
        accept(events.next());
        if (root != null) {
          return root;
        }
      }
    } catch (MarkedYamlEngineException e) {
      throw broken(e.getProblemMark(), e.getProblem());
    } catch (YamlEngineException e) {
      throw broken(Optional.empty(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      // What the scanner of 3.1.1 throws at an escape that the end of the file cuts off.
      throw broken(Optional.empty(), "a broken escape after this place");
    }
    throw source.failure(0, "The YAML is empty: expected names, found none. Check the path.");
  }

  private void accept(Event event) {
    switch (event.getEventId()) {
      case Scalar -> add(scalar((ScalarEvent) event));
      case Alias -> add(aliased((AliasEvent) event));
      case SequenceStart -> open((CollectionStartEvent) event, false);
      case MappingStart -> open((CollectionStartEvent) event, true);
      case SequenceEnd, MappingEnd -> add(close());
      default -> {
        // comments and the borders of documents
      }
    }
  }

  private Node.Scalar scalar(ScalarEvent event) {
    int start = offset(event);
    checkTag(event.getTag(), start);
    Node.Scalar scalar =
        new Node.Scalar(event.getValue(), event.getScalarStyle() != ScalarStyle.PLAIN, start);
    event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), scalar));
    return scalar;
  }

  private Node.Scalar aliased(AliasEvent event) {
    String name = event.getAlias().getValue();
    Node.Scalar scalar = anchors.get(name);
    if (scalar == null) {
      throw source.failure(
          offset(event),
          "The alias *%s stands for no text: expected one that was named with &%s, found none. %s"
              .formatted(name, name, "Write out what is meant."));
    }
    return scalar;
  }

  private void open(CollectionStartEvent event, boolean mapping) {
    int start = offset(event);
    checkTag(event.getTag(), start);
    if (open.size() >= Node.MAX_DEPTH) {
      throw source.failure(
          start,
          "The YAML is nested too deeply: expected at most %s levels, found more. %s"
              .formatted(Node.MAX_DEPTH, "A label file needs three."));
    }
    open.push(new Collection(mapping, start));
  }

  private Node close() {
    Collection ended = open.pop();
    if (!ended.mapping) {
      return new Node.Sequence(ended.items, ended.offset);
    }
    List<Node.Entry> entries = new ArrayList<>(ended.items.size() / 2);
    for (int i = 0; i + 1 < ended.items.size(); i += 2) {
      if (ended.items.get(i) instanceof Node.Scalar key) {
        entries.add(new Node.Entry(key, ended.items.get(i + 1)));
      } else {
        throw source.failure(
            ended.items.get(i).offset(),
            "A key is a collection: expected a text or a number, found %s. Check the YAML there."
                .formatted(ended.items.get(i).phrase()));
      }
    }
    return new Node.Mapping(entries, ended.offset);
  }

  private void add(Node node) {
    Collection parent = open.peek();
    if (parent == null) {
      root = node;
    } else {
      parent.items.add(node);
    }
  }

  private void checkTag(Optional<String> tag, int start) {
    if (tag.isPresent() && !tag.get().equals("!") && !HARMLESS_TAGS.contains(tag.get())) {
      throw source.failure(
          start,
          "The tag %s is not read: expected texts, numbers, lists and mappings, found an object. %s"
              .formatted(tag.get(), "Remove the tag."));
    }
  }

  private int offset(NodeEvent event) {
    return event.getStartMark().map(mark -> offset(mark.getIndex())).orElse(offset);
  }

  private int offset(int index) {
    offset = source.text().offsetByCodePoints(offset, index - codePoints);
    codePoints = index;
    return offset;
  }

  private FileFormatException broken(Optional<Mark> mark, String problem) {
    String message =
        "The YAML is broken: expected YAML 1.2, found a fault (%s). Check it there."
            .formatted(problem);
    return source.failure(mark.map(place -> offset(place.getIndex())).orElse(offset), message);
  }
}
