"""Runs the models of `partita export` in Python's onnxruntime and compares them with the example that goes with them."""
import json
import pathlib
import sys

import numpy
import onnxruntime

TOLERANCE = 1e-5

folder = pathlib.Path(sys.argv[1])
export = json.loads((folder / "export.json").read_text())
inputs = {name: numpy.array(values, dtype=numpy.float32) for name, values in export["example"]["inputs"].items()}
expected = numpy.array(export["example"]["score"], dtype=numpy.float32)
scale = 1 / inputs["sigma"]  # a score is a prediction of noise, of order 1, divided by -sigma


def score(file, rows=slice(None)):
    session = onnxruntime.InferenceSession(str(folder / file), providers=["CPUExecutionProvider"])
    wanted = {given.name for given in session.get_inputs()}
    return session.run(["score"], {name: values[rows] for name, values in inputs.items() if name in wanted})[0]


worst = float(numpy.max(numpy.abs(score(export["score"]) - expected) / scale))
for interval in export["intervals"]:
    rows = ((inputs["t"] > interval["start"]) & (inputs["t"] <= interval["end"]))[:, 0]
    if rows.any():
        worst = max(worst, float(numpy.max((numpy.abs(score(interval["file"], rows) - expected[rows]) / scale[rows]))))
print(f"{len(export['intervals']) + 1} models agree with the example within {worst:.1e} of predicted noise (at most {TOLERANCE:.0e})")
sys.exit(0 if worst <= TOLERANCE else 1)
