/**
 * As much of Protocol Buffers as label maps need: the text format, as Python's {@code
 * google.protobuf.text_format.Merge} reads it (measured with protobuf 7.36.2), and the wire format.
 * {@link io.sightline.postprocess.labels.protobuf.TextFormatParser} and {@link
 * io.sightline.postprocess.labels.protobuf.WireFormatParser} make a {@link
 * io.sightline.postprocess.labels.protobuf.Message} of a file by its {@link
 * io.sightline.postprocess.labels.protobuf.MessageType}.
 */
@NullMarked
@CheckReturnValue
package io.sightline.postprocess.labels.protobuf;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
