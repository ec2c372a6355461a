"""PyTorch as a contestant: answers the requests of contestants/messages.ts, JSON lines on standard input and output."""

import json
import sys
import time

import torch

from torch_works import WORKS

DEVICE = sys.argv[1] if len(sys.argv) > 1 else "cpu"

CHECKED = 3  # iterations after which results are compared
THREADS = (1, 2) if DEVICE == "cpu" else (1,)  # the faster is kept
PASSES = 3


def settle():
    """Waits until the device has done all that was asked."""
    if DEVICE != "cpu":
        torch.cuda.synchronize()


def timed_block(iterate, seconds):
    begin, cpu = time.perf_counter(), time.process_time()
    iterations = 0
    while True:
        iterate()
        iterations += 1
        if time.perf_counter() - begin >= seconds:
            settle()
            now = time.perf_counter()
            return {"iterations": iterations, "seconds": now - begin, "cpuSeconds": time.process_time() - cpu}


def linear_algebra():
    """The BLAS library in use, by its file name."""
    try:
        with open("/proc/self/maps") as maps:
            files = {line.rsplit("/", 1)[-1].strip() for line in maps if "blas" in line.lower() or "mkl" in line.lower()}
    except OSError:
        files = set()
    real = sorted(name for name in files if "openblas" in name.lower() or "mkl" in name.lower())
    return ", ".join(real or sorted(files)) or "unknown"


def try_all(candidates, seconds):
    """Each candidate's speed by processor time: the best of several short blocks is what others on the machine disturb least."""
    programs = []
    for _, threads, build in candidates:
        torch.set_num_threads(threads)
        iterate, _ = build()
        iterate()
        programs.append(iterate)
    best = [0.0] * len(candidates)
    for _ in range(PASSES):
        for i, (_, threads, _) in enumerate(candidates):
            torch.set_num_threads(threads)
            block = timed_block(programs[i], seconds / PASSES)
            best[i] = max(best[i], block["iterations"] / (block["cpuSeconds"] or block["seconds"]))
    return [{"choice": choice, "perProcessorSecond": rate} for (choice, _, _), rate in zip(candidates, best)]


class Session:
    program = None

    def start(self, _request):
        if DEVICE != "cpu":
            torch.set_default_device(DEVICE)
            torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = False  # float32, as all others
        torch.ones(2, 2) @ torch.ones(2, 2)
        python = ".".join(map(str, sys.version_info[:3]))
        engine = {"blas": linear_algebra()} if DEVICE == "cpu" else {"gpu": torch.cuda.get_device_name(), "cuda": torch.version.cuda}
        return {"versions": {"torch": torch.__version__, **engine, "python": python}}

    def prepare(self, request):
        make = WORKS.get(request["work"])
        if make is None:
            raise ValueError(f"there is no work '{request['work']}' in PyTorch's part")
        candidates = [
            (f"{threads} thread{'' if threads == 1 else 's'}{separator}{choice}", threads, build)
            for choice, build in make(request["settings"])
            for separator in [", " if choice else ""]
            for threads in THREADS
        ]
        tried = try_all(candidates, request["calibrationSeconds"]) if request["calibrationSeconds"] > 0 else []
        best = max(range(len(tried)), key=lambda i: tried[i]["perProcessorSecond"], default=0)
        choice, threads, build = candidates[best]
        torch.set_num_threads(threads)
        self.program, values = build()
        for _ in range(CHECKED):
            self.program()
        return {"values": values(), "choice": choice, "tried": tried}

    def block(self, request):
        return timed_block(self.program, request["seconds"])

    def release(self, _request):
        self.program = None
        return {"leakedTensors": None}


def main():
    session = Session()
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"id": request["id"], "reply": getattr(session, request["type"])(request)}
        except Exception as error:
            answer = {"id": request["id"], "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
