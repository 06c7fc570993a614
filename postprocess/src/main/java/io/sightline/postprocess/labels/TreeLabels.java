package io.sightline.postprocess.labels;

import io.sightline.error.FileFormatException;
import io.sightline.postprocess.labels.text.Numbers;
import io.sightline.postprocess.labels.text.SourceText;
import io.sightline.postprocess.labels.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Finds the labels in JSON and YAML by the keys that the tools write. */
final class TreeLabels {
  private static final Map<String, LvisFrequency> FREQUENCIES =
      Map.of("f", LvisFrequency.FREQUENT, "c", LvisFrequency.COMMON, "r", LvisFrequency.RARE);

  private static final List<String> KEYS =
      List.of("categories", "id2label", "label2id", "names", "labels");

  private final SourceText source;

  TreeLabels(SourceText source) {
    this.source = source;
  }

  LabelSet read(Node root) {
    LabelSet labels = labels(root);
    if (labels.entries().isEmpty()) {
      throw failure(root, "The file names no classes: expected at least one, found none.");
    }
    return labels;
  }

  private LabelSet labels(Node root) {
    if (root instanceof Node.Mapping mapping) {
      return object(mapping);
    }
    if (root instanceof Node.Sequence list) {
      return list(list);
    }
    throw refuse(root, "a list or an object");
  }

  private LabelSet object(Node.Mapping root) {
    for (String key : KEYS) {
      Optional<Node> value = root.find(key).filter(node -> !(node instanceof Node.Scalar));
      if (value.isPresent()) {
        return value.get() instanceof Node.Sequence list
            ? list(list)
            : mapping((Node.Mapping) value.get());
      }
    }
    return mapping(root);
  }

  private LabelSet list(Node.Sequence list) {
    if (!list.items().isEmpty() && list.items().get(0) instanceof Node.Mapping) {
      return categories(list);
    }
    List<String> names = new ArrayList<>(list.items().size());
    list.items().forEach(item -> names.add(name(item)));
    return LabelSet.positional(names, List.of());
  }

  /** Ids with names, ids with a list of code and name as Keras has it, or names with ids. */
  private LabelSet mapping(Node.Mapping mapping) {
    boolean idsFirst =
        mapping.entries().stream().allMatch(entry -> Numbers.isInteger(entry.key().text()));
    boolean idsLast =
        mapping.entries().stream()
            .allMatch(
                entry ->
                    entry.value() instanceof Node.Scalar id
                        && !id.quoted()
                        && Numbers.isInteger(id.text()));
    if (!idsFirst && !idsLast) {
      throw noLabels(mapping);
    }
    Set<String> seen = new HashSet<>();
    List<Label> entries = new ArrayList<>(mapping.entries().size());
    for (Node.Entry entry : mapping.entries()) {
      if (!seen.add(entry.key().text())) {
        throw failure(
            entry.key(),
            "The key '%s' is there twice: expected each once, found a second."
                .formatted(entry.key().text()));
      }
      entries.add(idsFirst ? labelOf(entry) : Label.of(id(entry.value()), entry.key().text()));
    }
    return LabelSet.stated(entries);
  }

  private FileFormatException noLabels(Node.Mapping mapping) {
    List<String> keys =
        mapping.entries().stream().map(entry -> "'" + entry.key().text() + "'").toList();
    return failure(
        mapping,
        "There are no labels: expected %s, or ids with names, found %s."
            .formatted(String.join(", ", KEYS), LabelNotes.some(keys)));
  }

  private Label labelOf(Node.Entry entry) {
    int id = id(entry.key());
    if (entry.value() instanceof Node.Sequence pair) {
      if (pair.items().size() != 2) {
        throw refuse(pair, "a name, or a list of two: code and name");
      }
      return Label.of(id, name(pair.items().get(0)), name(pair.items().get(1)));
    }
    return Label.of(id, name(entry.value()));
  }

  private LabelSet categories(Node.Sequence list) {
    List<Label> entries = new ArrayList<>(list.items().size());
    for (Node item : list.items()) {
      if (!(item instanceof Node.Mapping category)) {
        throw refuse(item, "an object with 'id' and 'name'");
      }
      entries.add(category(category));
    }
    return LabelSet.stated(entries);
  }

  private Label category(Node.Mapping category) {
    int id = id(required(category, "id"));
    List<LabelKeypoint> keypoints = new ArrayList<>();
    if (category.find("keypoints").orElse(null) instanceof Node.Sequence names) {
      names.items().forEach(name -> keypoints.add(new LabelKeypoint(keypoints.size(), name(name))));
    }
    OptionalInt count = category.find("instance_count").stream().mapToInt(this::id).findFirst();
    return new Label(
        id,
        name(required(category, "name")),
        Optional.empty(),
        keypoints,
        List.of(),
        List.of(),
        category.find("frequency").map(this::name).map(FREQUENCIES::get),
        count);
  }

  private Node required(Node.Mapping category, String key) {
    return category
        .find(key)
        .orElseThrow(
            () ->
                failure(
                    category,
                    "A category has no '%s': expected 'id' and 'name', found it without."
                        .formatted(key)));
  }

  private String name(Node node) {
    if (node instanceof Node.Scalar scalar && !scalar.isNull()) {
      return scalar.text();
    }
    throw refuse(node, "a name");
  }

  private int id(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return Numbers.id(scalar.text(), scalar.offset(), source);
    }
    throw refuse(node, "an id");
  }

  private FileFormatException refuse(Node found, String expected) {
    return failure(
        found,
        "The labels are of another form: expected %s, found %s."
            .formatted(expected, found.phrase()));
  }

  private FileFormatException failure(Node place, String message) {
    return source.failure(
        place.offset(), message + " Correct it there, or give the names with Labels.of(...).");
  }
}
