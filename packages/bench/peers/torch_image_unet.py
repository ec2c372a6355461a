"""The U-Net of @partita/networks in plain PyTorch modules, channels first, as its users would write it: one training update."""

import math

import torch
from torch import nn
from torch.nn import functional

EMBEDDING = 4  # width of the time embedding, in multiples of the base


class Conv(nn.Conv2d):
    """Padded as TensorFlow pads: with a stride, the odd row of zeros goes below and to the right."""

    def __init__(self, channels_in, channels_out, kernel=3, stride=1):
        super().__init__(channels_in, channels_out, kernel, stride, padding=kernel // 2 if stride == 1 else 0)

    def forward(self, x):
        return super().forward(x if self.stride == (1, 1) else functional.pad(x, (0, 1, 0, 1)))


def norm(channels, most):
    groups = max(1, min(most, channels // 4))
    while channels % groups:
        groups -= 1
    return nn.GroupNorm(groups, channels, eps=1e-6)


class ResidualBlock(nn.Module):
    def __init__(self, channels_in, channels_out, groups, embedding):
        super().__init__()
        self.norm1, self.conv1 = norm(channels_in, groups), Conv(channels_in, channels_out)
        self.time = nn.Linear(embedding, channels_out)
        self.norm2, self.conv2 = norm(channels_out, groups), Conv(channels_out, channels_out)
        self.skip = nn.Identity() if channels_in == channels_out else Conv(channels_in, channels_out, 1)

    def forward(self, x, embedding):
        h = self.conv1(functional.silu(self.norm1(x)))
        h = h + self.time(functional.silu(embedding))[:, :, None, None]
        return self.skip(x) + self.conv2(functional.silu(self.norm2(h)))


class Attention(nn.Module):
    def __init__(self, channels, groups):
        super().__init__()
        self.norm, self.into, self.out = norm(channels, groups), nn.Linear(channels, 3 * channels), nn.Linear(channels, channels)

    def forward(self, x, _embedding):
        batch, c, height, width = x.shape
        pixels = self.norm(x).permute(0, 2, 3, 1).reshape(batch, height * width, c)
        q, k, v = self.into(pixels).split(c, 2)
        weights = torch.softmax((q / math.sqrt(c)) @ k.transpose(1, 2), 2)
        return x + self.out(weights @ v).reshape(batch, height, width, c).permute(0, 3, 1, 2)


class Up(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = Conv(channels, channels)

    def forward(self, x, _embedding):
        return self.conv(functional.interpolate(x, scale_factor=2, mode="nearest"))


class Down(Conv):
    def forward(self, x, _embedding):
        return super().forward(x)


class UNet(nn.Module):
    def __init__(self, side, channels, base, multipliers, blocks, attention, groups):
        super().__init__()
        width = EMBEDDING * base
        frequencies = 1000 * 1e-4 ** (torch.arange(base // 2) / (base // 2 - 1))
        self.register_buffer("frequencies", frequencies)
        self.time = nn.Sequential(nn.Linear(base, width), nn.SiLU(), nn.Linear(width, width))
        self.first = Conv(channels, base)
        widths = [base * multiplier for multiplier in multipliers]
        attends = [side // 2**level in attention for level in range(len(widths))]

        def block(channels_in, channels_out, attending):
            parts = [ResidualBlock(channels_in, channels_out, groups, width)]
            return nn.ModuleList(parts + ([Attention(channels_out, groups)] if attending else []))

        kept = [base]
        self.down = nn.ModuleList()
        for level, c in enumerate(widths):
            for _ in range(blocks):
                self.down.append(block(kept[-1], c, attends[level]))
                kept.append(c)
            if level < len(widths) - 1:
                self.down.append(nn.ModuleList([Down(c, c, 3, 2)]))
                kept.append(c)
        self.middle = nn.ModuleList([block(c, c, True), block(c, c, False)])
        self.up = nn.ModuleList()
        for level in reversed(range(len(widths))):
            for _ in range(blocks + 1):
                self.up.append(block(c + kept.pop(), widths[level], attends[level]))
                c = widths[level]
            if level > 0:
                self.up.append(nn.ModuleList([Up(c)]))
        self.norm, self.last = norm(c, groups), Conv(c, channels)

    def forward(self, x, log_snr):
        phase = 0.1 * log_snr * self.frequencies
        embedding = self.time(torch.cat([torch.sin(phase), torch.cos(phase)], 1))
        h = self.first(x)
        kept = [h]
        for stage in self.down:
            for layer in stage:
                h = layer(h, embedding)
            kept.append(h)
        for stage in self.middle:
            for layer in stage:
                h = layer(h, embedding)
        for stage in self.up:
            if not isinstance(stage[0], Up):
                h = torch.cat([h, kept.pop()], 1)
            for layer in stage:
                h = layer(h, embedding)
        return self.last(functional.silu(self.norm(h)))


def start(net, wave):
    """The parameters of src/works/unet-step.ts: slot k is a wave of phase k; gains are 1 and a wave."""
    with torch.no_grad():
        for k, (name, tensor) in enumerate(net.named_parameters()):
            order = (2, 3, 1, 0) if tensor.dim() == 4 else tuple(reversed(range(tensor.dim())))
            shape = [tensor.shape[axis] for axis in order]
            values = wave(shape, k, math.prod(shape[:-1]) ** -0.5 if tensor.dim() > 1 else 0.1)
            back = [order.index(axis) for axis in range(tensor.dim())]
            gain = 1.0 if "norm" in name and name.endswith("weight") else 0.0
            tensor.copy_(gain + values.permute(back))


def image_unet(settings, wave, batch):
    layouts = [("channels first", torch.contiguous_format), ("channels last", torch.channels_last)]
    return [
        (f"{name}, Adam{suffix}", lambda layout=layout, foreach=foreach: build(settings, wave, batch, layout, foreach))
        for name, layout in layouts
        for foreach, suffix in ((False, ""), (True, " foreach"))
    ]


def build(settings, wave, batch, layout, foreach):
    names = ("side", "channels", "base", "multipliers", "blocks", "attention", "groups")
    net = UNet(**{name: settings[name] for name in names})
    start(net, wave)
    net.to(memory_format=layout)
    parameters = list(net.parameters())
    average = [p.detach().clone() for p in parameters]
    adam = torch.optim.Adam(parameters, lr=settings["learningRate"], foreach=foreach)
    x0, noise = (rows.permute(0, 3, 1, 2).contiguous(memory_format=layout) for rows in batch[:2])
    log_snr, alpha, sigma = batch[2:]
    state = {"step": 0}

    def iterate():
        state["step"] += 1
        adam.zero_grad(set_to_none=True)
        xt = alpha[:, :, None, None] * x0 + sigma[:, :, None, None] * noise
        loss = functional.mse_loss(net(xt, log_snr), noise)
        loss.backward()
        adam.step()
        decay = min(0.999, (1 + state["step"]) / (10 + state["step"]))
        with torch.no_grad():
            torch._foreach_mul_(average, decay)
            torch._foreach_add_(average, parameters, alpha=1 - decay)
        state["loss"] = loss.detach()

    return iterate, lambda: [state["loss"].item()]
