import { WasmBackend } from '@partita/backend-wasm';
import type { PartitionedScore, ScoreFunction } from '@partita/core';
import { ExactTrace, ProbabilityFlowLikelihood } from '@partita/likelihood';
import { LogSnrGrid, rk4Tableau, RungeKuttaSolver } from '@partita/ode';
import { ProbabilityFlowSampler } from '@partita/samplers';
import { VpSde } from '@partita/sde';
import * as tf from '@tensorflow/tfjs-core';

const [sde, backend] = [new VpSde({ betaMin: 0, betaMax: 10 }), new WasmBackend()];
await backend.start();
const score: ScoreFunction = (_, x, { alpha, sigma }) => tf.neg(tf.div(x, tf.add(tf.mul(0.25, tf.square(alpha)), tf.square(sigma))));
const model: PartitionedScore = { sde, tMin: 1e-3, dimension: 1, segments: [{ start: 1e-3, end: 1, score, parameters: {} }] };
const parts = { solver: new RungeKuttaSolver({ tableau: rk4Tableau, backend }), grid: new LogSnrGrid(64), trace: new ExactTrace() };
const { values } = await new ProbabilityFlowLikelihood(parts).logLikelihood(model, Float32Array.of(0.5));
const samples = await new ProbabilityFlowSampler(parts).sample(model, { count: 1000, seed: 1 });
console.log(JSON.stringify({ logLikelihood: values[0], samples: [...samples.values] }));
