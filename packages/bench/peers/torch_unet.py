"""The U-Net block of src/unet-block.ts in plain PyTorch, channels first, with PyTorch's own normalisation and upsampling."""

import math

import torch
from torch.nn import functional


def unet_block(sizes, wave):
    channels_last = [("channels first", torch.contiguous_format), ("channels last", torch.channels_last)]
    return [(name, lambda layout=layout: build(sizes, wave, layout)) for name, layout in channels_last]


def build(sizes, wave, layout):
    batch, side, c, embedding_width = (sizes[name] for name in ("batch", "side", "channels", "embedding"))
    p = parameters(c, embedding_width, wave, layout)
    image = (batch, side, side, c)
    x, target = (wave(image, phase).permute(0, 3, 1, 2).contiguous(memory_format=layout) for phase in (100, 102))
    embedding = wave((batch, embedding_width), 101)
    state = {}

    def iterate():
        for tensor in p.values():
            tensor.grad = None
        loss = functional.mse_loss(forward(p, x, embedding, sizes["groups"]), target)
        loss.backward()
        state["loss"] = loss.detach()

    def values():
        return [state["loss"].item(), *(tensor.grad.double().norm().item() for tensor in p.values())]

    return iterate, values


def forward(p, x, embedding, groups):
    def norm(h, name):
        return functional.group_norm(h, groups, p[f"{name}.gain"], p[f"{name}.bias"], 1e-5)

    def conv(h, name, stride=1):
        kernel = p[f"{name}.weight"]
        if stride == 2:  # 'same' as in TensorFlow: the odd row of zeros goes below and to the right
            return functional.conv2d(functional.pad(h, (0, 1, 0, 1)), kernel, p[f"{name}.bias"], 2)
        return functional.conv2d(h, kernel, p[f"{name}.bias"], padding=kernel.shape[-1] // 2)

    def dense(h, name):
        return h @ p[f"{name}.weight"] + p[f"{name}.bias"]

    time = dense(embedding, "time")[:, :, None, None]
    h = conv(functional.silu(norm(x, "norm1")), "conv1") + time
    residual = x + conv(functional.silu(norm(h, "norm2")), "conv2")
    down = conv(residual, "down", 2)

    batch, c, height, width = down.shape
    pixels = down.permute(0, 2, 3, 1).reshape(batch, height * width, c)
    q, k, v = dense(pixels, "attention.in").split(c, 2)
    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(c), 2)
    attended = dense(weights @ v, "attention.out").reshape(batch, height, width, c).permute(0, 3, 1, 2)

    up = conv(functional.interpolate(down + attended, scale_factor=2, mode="nearest"), "up")
    return conv(torch.cat([up, residual], 1), "out")


def parameters(c, embedding, wave, layout):
    """In the order of unetBlockParameters; kernels [height, width, in, out] become [out, in, height, width]."""
    shapes = {
        "norm1": (c,),
        "conv1": (3, 3, c, c),
        "time": (embedding, c),
        "norm2": (c,),
        "conv2": (3, 3, c, c),
        "down": (3, 3, c, c),
        "attention.in": (c, 3 * c),
        "attention.out": (c, c),
        "up": (3, 3, c, c),
        "out": (1, 1, 2 * c, c),
    }
    named, slot = {}, 0
    for name, shape in shapes.items():
        first, scales = ("gain", (1.0, 0.1)) if len(shape) == 1 else ("weight", (1 / math.sqrt(math.prod(shape[:-1])),) * 2)
        weight = wave(shape, slot, scales[0])
        if len(shape) == 4:
            weight = weight.permute(3, 2, 0, 1).contiguous(memory_format=layout)
        named[f"{name}.{first}"] = weight.requires_grad_(True)
        named[f"{name}.bias"] = wave(shape[-1:], slot + 1, scales[1]).requires_grad_(True)
        slot += 2
    return named
