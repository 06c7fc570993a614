package io.sightline.internal.batch;

import io.sightline.error.PredictorClosedException;
import io.sightline.internal.Failures;
import io.sightline.model.ModelDescription;
import io.sightline.model.ModelSession;
import io.sightline.tensor.TensorValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a model for one item or for several at once.
 *
 * <p>Batching must not change an answer. So the first batch is held against a run of one of its
 * items alone; where the two part, or a batch fails whose items succeed one by one, items are run
 * one by one, and after the second such batch always. Safe for use by several threads.
 */
public final class BatchedModel {
  private static final Logger LOGGER = LoggerFactory.getLogger(BatchedModel.class);

  /** So often may a batch go wrong before no more are made: once may be chance. */
  private static final int MAX_DOUBTS = 2;

  private enum Trust {
    OPEN,
    GIVEN,
    LOST
  }

  private final ModelSession session;
  private final ModelDescription description;
  private final int maxSize;
  private volatile Trust trust = Trust.OPEN;
  private int doubts;

  /**
   * A model in batches.
   *
   * @param session the open model
   * @param maxSize the largest batch where the model leaves it open
   */
  public BatchedModel(ModelSession session, int maxSize) {
    this.session = session;
    this.description = session.description();
    this.maxSize = maxSize;
    if (maxSize == 1) {
      trust = Trust.LOST;
    }
  }

  ModelDescription description() {
    return description;
  }

  /** What became of one item: its outputs, or why there are none. */
  record Outcome(@Nullable Map<String, TensorValue> outputs, @Nullable Throwable failure) {
    private static Outcome of(Map<String, TensorValue> outputs) {
      return new Outcome(outputs, null);
    }

    private static Outcome of(Throwable failure) {
      return new Outcome(null, failure);
    }
  }

  /** How many items with such a layout are run at once. */
  int capacity(BatchLayout layout) {
    return trust == Trust.LOST ? 1 : layout.capacity(maxSize);
  }

  /** Runs one item alone. */
  public Map<String, TensorValue> run(Map<String, TensorValue> item, ModelWatcher watcher) {
    BatchLayout layout = BatchLayout.of(description, item);
    var feeds = layout.feeds(item);
    watcher.fed(feeds);
    Map<String, TensorValue> outputs = session.run(feeds);
    watcher.gave(outputs);
    return layout.item(outputs);
  }

  /** What becomes of one item alone. */
  Outcome outcome(Map<String, TensorValue> item, ModelWatcher watcher) {
    try {
      return Outcome.of(run(item, watcher));
    } catch (Throwable failure) {
      return Outcome.of(failure);
    }
  }

  /** What becomes of items of one key, at most {@link #capacity} of them, in their order. */
  List<Outcome> outcomes(List<Map<String, TensorValue>> items) {
    if (trust == Trust.LOST) {
      return oneByOne(items);
    }
    BatchLayout layout = BatchLayout.of(description, items.get(0));
    try {
      Optional<List<Map<String, TensorValue>>> split =
          layout.split(session.run(layout.feeds(items)), items.size());
      if (split.isPresent() && isTrusted(items, split.get())) {
        return split.get().stream().map(Outcome::of).toList();
      }
      doubt("a batch of %s items gave other outputs than its items alone".formatted(items.size()));
      return oneByOne(items);
    } catch (Throwable failure) {
      return afterFailure(items, failure);
    }
  }

  /** Only the guilty fail, unless there is nothing left to run them with. */
  private List<Outcome> afterFailure(List<Map<String, TensorValue>> items, Throwable failure) {
    if (failure instanceof PredictorClosedException || Failures.isOfProcess(failure)) {
      return items.stream().map(item -> Outcome.of(failure)).toList();
    }
    List<Outcome> outcomes = oneByOne(items);
    if (outcomes.stream().allMatch(outcome -> outcome.failure() == null)) {
      doubt(
          "a batch of %s items failed, and each of them succeeds alone: %s"
              .formatted(items.size(), failure.getMessage()));
    }
    return outcomes;
  }

  private List<Outcome> oneByOne(List<Map<String, TensorValue>> items) {
    return items.stream().map(item -> outcome(item, ModelWatcher.NONE)).toList();
  }

  /** Whether batches give what single runs give: tried until one has. */
  private boolean isTrusted(
      List<Map<String, TensorValue>> items, List<Map<String, TensorValue>> outputs) {
    if (trust == Trust.GIVEN) {
      return true;
    }
    int last = items.size() - 1;
    boolean agrees =
        OutputAgreement.agree(run(items.get(last), ModelWatcher.NONE), outputs.get(last));
    if (agrees) {
      giveTrust();
    }
    return agrees;
  }

  private synchronized void giveTrust() {
    if (trust == Trust.OPEN) {
      trust = Trust.GIVEN;
    }
  }

  private synchronized void doubt(String reason) {
    doubts++;
    if (doubts >= MAX_DOUBTS && trust != Trust.LOST) {
      trust = Trust.LOST;
      LOGGER.warn(
          "{} is run item by item from now on: {}. Batching.none() says so from the start.",
          description.name(),
          reason);
    }
  }
}
