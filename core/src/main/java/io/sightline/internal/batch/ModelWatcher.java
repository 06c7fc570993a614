package io.sightline.internal.batch;

import io.sightline.model.Feed;
import io.sightline.tensor.TensorValue;
import java.util.Map;

/** Looks on while the model runs for one item alone. */
public interface ModelWatcher {
  /** Looks away. */
  ModelWatcher NONE =
      new ModelWatcher() {
        @Override
        public void fed(Map<String, Feed> feeds) {}

        @Override
        public void gave(Map<String, TensorValue> outputs) {}
      };

  /** What the model is about to be fed. */
  void fed(Map<String, Feed> feeds);

  /** What it gave, with its batch axis. */
  void gave(Map<String, TensorValue> outputs);
}
