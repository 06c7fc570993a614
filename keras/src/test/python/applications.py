#!/usr/bin/env python3
"""Makes a model of keras.applications with random weights, and what Keras computes with it.

    applications.py list                 the names of all models
    applications.py make NAME FOLDER     writes NAME.keras, NAME.h5, NAME.bin and NAME.json

NAME.bin holds little-endian float32: the input, then the output of the model in memory. NAME.json
has their shapes, and how far the output is from that of a process without oneDNN: Keras' own
noise, relative to the largest value. Needs Keras 3 and TensorFlow. ApplicationsTest compares.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("KERAS_BACKEND", "tensorflow")

import keras
import numpy

SEED = 20240607
# The pixels that statistics are taken of: four pictures of 224x224, one of the largest. All that a
# model computes of them is in memory at once.
CALIBRATED_PIXELS = 4 * 224 * 224
# Spreads the scores of the classes, so that the softmax at the end hides no difference.
SCORES_DEVIATION = 2.0


def names():
    members = vars(keras.applications)
    return sorted(name for name, value in members.items() if callable(value) and name[0].isupper())


def built(name):
    """The model of a name with the same weights in every process."""
    keras.utils.set_random_seed(SEED)
    model = getattr(keras.applications, name)(weights=None)
    random = numpy.random.default_rng(SEED)
    for layer in all_layers(model):
        randomize(layer, random)
    return model


def all_layers(model):
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            yield from all_layers(layer)
        else:
            yield layer


def randomize(layer, random):
    """Gives values to what Keras starts with zeros and ones, which would hide mistakes."""
    for weight in layer.weights:
        if weight.name in ("bias", "beta"):
            weight.assign(random.normal(0, 0.05, weight.shape))
        elif weight.name == "gamma":
            weight.assign(random.uniform(0.5, 1.5, weight.shape))
    if isinstance(layer, keras.layers.Normalization) and layer.input_mean is None:
        layer.adapt_mean.assign(random.uniform(0.4, 0.6, layer.adapt_mean.shape))
        layer.adapt_variance.assign(random.uniform(0.04, 0.08, layer.adapt_variance.shape))
        layer.finalize_state()


def pictures(model):
    """Noise from 0 to 255 for models that scale pixels, from -1 to 1 for others."""
    height, width, channels = [length or 224 for length in model.input_shape[1:]]
    shape = [max(1, CALIBRATED_PIXELS // (height * width)), height, width, channels]
    noise = numpy.random.default_rng(SEED).uniform(-1, 1, shape).astype("float32")
    scales = any(isinstance(layer, keras.layers.Rescaling) for layer in model.layers)
    return (noise + 1) * numpy.float32(127.5) if scales else noise


def calibrate(model, x):
    """Makes the statistics of all batch normalizations those of the pictures."""
    normalizations = [
        layer for layer in all_layers(model) if isinstance(layer, keras.layers.BatchNormalization)
    ]
    momenta = [layer.momentum for layer in normalizations]
    for layer in normalizations:
        layer.momentum = 0.0
    model(x, training=True)
    for layer, momentum in zip(normalizations, momenta):
        layer.momentum = momentum


def spread_scores(model, x):
    scores = [layer for layer in model.layers if layer.weights][-1]
    logits = keras.Model(model.input, scores.output)
    activation, scores.activation = scores.activation, keras.activations.linear
    deviation = computed(logits, x).std()
    scores.activation = activation
    kernel = scores.weights[0]
    kernel.assign(kernel * (SCORES_DEVIATION / deviation))


def computed(model, x):
    return numpy.asarray(model(x, training=False), dtype="<f4")


def make(name, folder):
    model = built(name)
    x = pictures(model)
    calibrate(model, x)
    spread_scores(model, x)
    model.save(folder / f"{name}.keras")
    model.save(folder / f"{name}.h5")
    x = x[:1]
    y = computed(model, x)
    (folder / f"{name}.bin").write_bytes(x.astype("<f4").tobytes() + y.tobytes())
    del model
    plain = without_onednn(name, folder).reshape(y.shape)
    report = {
        "model": name,
        "keras": keras.__version__,
        "reference": f"{name}.bin",
        "inputs": [list(x.shape)],
        "outputs": [list(y.shape)],
        "noise": float(numpy.abs(plain - y).max() / numpy.abs(y).max()),
    }
    (folder / f"{name}.json").write_text(json.dumps(report, indent=1))


def without_onednn(name, folder):
    """The output of the saved weights in another process, by TensorFlow's plain kernels."""
    subprocess.run(
        [sys.executable, __file__, "plain", name, str(folder)],
        env={**os.environ, "TF_ENABLE_ONEDNN_OPTS": "0"},
        check=True,
    )
    output = folder / f"{name}.plain.bin"
    values = numpy.fromfile(output, "<f4")
    output.unlink()
    return values


def plain(name, folder):
    """Keras cannot open all files that it writes, but it can give their weights to a model."""
    model = built(name)
    model.load_weights(folder / f"{name}.keras")
    computed(model, pictures(model)[:1]).tofile(folder / f"{name}.plain.bin")


def main(arguments):
    match arguments:
        case ["list"]:
            print("\n".join(names()))
        case ["make", name, folder]:
            make(name, Path(folder))
        case ["plain", name, folder]:
            plain(name, Path(folder))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
