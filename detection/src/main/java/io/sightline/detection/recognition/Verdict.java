package io.sightline.detection.recognition;

import io.sightline.detection.contract.DetectionContract;
import java.util.List;

/** What a rule says of a model: one contract, several that it may be, or none. */
record Verdict(List<DetectionContract> contracts, String reason) {
  static Verdict clear(DetectionContract contract, String reason) {
    return new Verdict(List.of(contract), reason);
  }

  static Verdict oneOf(List<DetectionContract> contracts, String reason) {
    return new Verdict(contracts, reason);
  }

  static Verdict none(String reason) {
    return new Verdict(List.of(), reason);
  }

  boolean isClear() {
    return contracts.size() == 1;
  }
}
