"""The works of src/works in plain PyTorch, as its users would write them: equal sizes, inputs and arithmetic.

Each work takes its settings and gives its choices as (name, build); build() gives (iterate, values).
"""

import math

import torch
from torch import nn
from torch.nn import functional

from torch_image_unet import image_unet
from torch_unet import unet_block

T_MIN, HORIZON, BETA = 1e-3, 1.0, 10.0


def wave(shape, phase, scale=1.0):
    """scale * sin(1.7 i + phase), row-major: the same numbers in every language."""
    count = math.prod(shape)
    return (scale * torch.sin(1.7 * torch.arange(count, dtype=torch.float64) + phase)).float().reshape(shape)


def sigma_of(t):
    return torch.sqrt(-torch.expm1(-0.5 * BETA * t * t))


def alpha_of(t):
    return torch.exp(-0.25 * BETA * t * t)


class Mlp(nn.Module):
    """(x, t) through layers with ELU between them."""

    def __init__(self, dimension, widths):
        super().__init__()
        sizes = [dimension + 1, *widths, dimension]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        for i, layer in enumerate(self.layers):
            scale = 1 / math.sqrt(layer.in_features)
            with torch.no_grad():
                layer.weight.copy_(wave((layer.in_features, layer.out_features), 2 * i, scale).T)
                layer.bias.copy_(wave((layer.out_features,), 2 * i + 1, scale))

    def forward(self, x, t):
        h = torch.cat([x, t], 1)
        for layer in self.layers[:-1]:
            h = functional.elu(layer(h))
        return self.layers[-1](h)


def network(settings):
    return Mlp(settings["dimension"], settings["widths"])


def matrix_product(settings):
    def build():
        side = settings["side"]
        a, b = wave((side, side), 0), wave((side, side), 1)
        state = {}

        def iterate():
            state["c"] = a @ b

        return iterate, lambda: state["c"][0, :4].tolist()

    return [("", build)]


def trainer(settings, adam_choice, ema, batch_at):
    """One update: denoising score matching, Adam, moving average. batch_at(step) gives x0, noise, t, alpha, sigma."""
    net = network(settings)
    parameters = list(net.parameters())
    average = [p.detach().clone() for p in parameters]
    adam = torch.optim.Adam(parameters, lr=1e-3, **adam_choice)
    state = {"step": 0}

    def iterate():
        state["step"] += 1
        step = state["step"]
        x0, noise, t, alpha, sigma = batch_at(step)
        adam.zero_grad(set_to_none=True)
        loss = functional.mse_loss(net(alpha * x0 + sigma * noise, t), noise)
        loss.backward()
        adam.step()
        if ema:
            decay = min(0.999, (1 + step) / (10 + step))
            with torch.no_grad():
                torch._foreach_mul_(average, decay)
                torch._foreach_add_(average, parameters, alpha=1 - decay)
        state["loss"] = loss.detach()

    return iterate, lambda: [state["loss"].item()]


def optimisers(build):
    choices = [("Adam", {"foreach": False}), ("Adam foreach", {"foreach": True})]
    if torch.ones(1).is_cuda:
        choices.append(("Adam fused", {"fused": True}))
    return [(name, lambda choice=choice: build(choice)) for name, choice in choices]


def wave_batch(settings):
    """Images and noise, rows as in the works, and columns of log-SNR, alpha and sigma at times that fill (T_MIN, T] evenly."""
    batch, side, channels = settings["batch"], settings["side"], settings["channels"]
    t = T_MIN + (torch.arange(batch, dtype=torch.float64) + 0.5) / batch * (HORIZON - T_MIN)
    alpha, sigma = alpha_of(t), sigma_of(t)
    columns = [column.float().reshape(batch, 1) for column in (2 * torch.log(alpha / sigma), alpha, sigma)]
    image = (batch, side, side, channels)
    return wave(image, 0, 2), wave(image, 100, 1.4), *columns


def training_step(settings):
    batch, dimension = settings["batch"], settings["dimension"]
    t = T_MIN + (torch.arange(batch, dtype=torch.float64) + 0.5) / batch * (HORIZON - T_MIN)
    columns = [column.float().reshape(batch, 1) for column in (t, alpha_of(t), sigma_of(t))]
    batches = [(wave((batch, dimension), i, 2), wave((batch, dimension), i + 100, 1.4), *columns) for i in range(8)]
    return optimisers(lambda choice: trainer(settings, choice, settings["ema"], lambda step: batches[step % 8]))


def training_run(settings):
    """Batches drawn step by step: eight Gaussians on a circle, times stratified in log-SNR, noise."""
    batch = settings["batch"]
    angles = torch.arange(8) * math.pi / 4
    means = 2 * torch.stack([torch.cos(angles), torch.sin(angles)], 1)
    log_snr = [-math.log(math.expm1(0.5 * BETA * t * t)) for t in (HORIZON, T_MIN)]
    strata = torch.arange(batch, dtype=torch.float64)

    def draw(_step):
        x0 = means[torch.randint(8, (batch,))] + 0.2 * torch.randn(batch, 2)
        u = log_snr[0] + (strata + torch.rand(batch, dtype=torch.float64)) / batch * (log_snr[1] - log_snr[0])
        t = torch.sqrt(2 * torch.log1p(torch.exp(-u)) / BETA)
        columns = [column.float().reshape(batch, 1) for column in (t, alpha_of(t), sigma_of(t))]
        return x0, torch.randn(batch, 2), *columns

    def build(choice):
        iterate, _ = trainer(settings, choice, True, draw)
        return iterate, list

    return optimisers(build)


def score_of(net, x, t):
    """The score at a time that the batch shares."""
    return -net(x, torch.full((x.shape[0], 1), t)) / math.sqrt(-math.expm1(-0.5 * BETA * t * t))


def likelihood_field(settings):
    batch, dimension, time = settings["batch"], settings["dimension"], settings["time"]
    beta = BETA * time

    def build(rows):
        net = network(settings).requires_grad_(False)
        chunks = wave((batch, dimension), 0, 2).split(rows)
        state = {}

        def slope(chunk):
            x = chunk.detach().requires_grad_(True)
            score = score_of(net, x, time)
            trace = 0
            for i in range(dimension):
                (row,) = torch.autograd.grad(score[:, i].sum(), x, retain_graph=i + 1 < dimension)
                trace = trace + row[:, i]
            return (-0.5 * beta * (x + score)).detach(), -0.5 * beta * (dimension + trace)

        def iterate():
            state["slopes"] = [slope(chunk) for chunk in chunks]

        def values():
            return [torch.cat(parts).double().abs().mean().item() for parts in zip(*state["slopes"])]

        return iterate, values

    return [(f"{rows} rows at a time", lambda rows=rows: build(rows)) for rows in settings["chunks"]]


def sampler_step(settings):
    """Heun's method down the probability flow in u = log-SNR: dx/du = dt/du (-beta t/2) (x + s)."""
    u_of = lambda t: -math.log(math.expm1(0.5 * BETA * t * t))
    start, end, steps = u_of(HORIZON), u_of(T_MIN), settings["steps"]

    def build():
        net = network(settings)
        x_start = wave((settings["batch"], settings["dimension"]), 0, 1.4)
        state = {"x": x_start, "at": 0}

        def slope(x, u):
            t = math.sqrt(2 * math.log1p(math.exp(-u)) / BETA)
            rate = math.expm1(-0.5 * BETA * t * t) / (BETA * t)  # dt/du = -sigma^2 / beta
            return -0.5 * BETA * t * rate * (x + score_of(net, x, t))

        @torch.no_grad()
        def iterate():
            x, at = state["x"], state["at"]
            u, h = start + (end - start) * at / steps, (end - start) / steps
            k1 = slope(x, u)
            k2 = slope(x + h * k1, u + h)
            state["at"] = (at + 1) % steps
            state["x"] = x_start if state["at"] == 0 else x + 0.5 * h * (k1 + k2)

        return iterate, lambda: [state["x"].double().abs().mean().item()]

    return [("", build)]


WORKS = {
    "matrix-product": matrix_product,
    "training-step": training_step,
    "training-step-without-ema": training_step,
    "training-run": training_run,
    "likelihood-field": likelihood_field,
    "sampler-step": sampler_step,
    "unet-block": lambda settings: unet_block(settings, wave),
    "unet-step": lambda settings: image_unet(settings, wave, wave_batch(settings)),
}
