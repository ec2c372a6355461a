// The same experiment and seed on several runtimes: how far their losses and their NLL agree, and how long an update takes.
//
//     npm run build && node tools/compare-runtimes.mjs [runtime …]
//
// A runtime is written as `partita doctor --backend` takes it, with `@n` behind it for n updates, and an NLL of few
// rows and steps after them, where 200 and 2000 would take too long; onnx on the CPU is what the others are compared with. Rows are kept in docs/benchmarks/runtimes.json; the page is made of them, by `--page` without measuring.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Backend, Container } from '@partita/core';
import { createPartita } from 'partita';
import { parseRuntime } from '../packages/partita/dist/conformance/runtimes.js';
import { updatesOn } from '../packages/partita/dist/conformance/updates.js';
import { loadRegistry } from '../packages/partita/dist/plugins/load.js';

const REFERENCE = 'onnx';
const FULL = { losses: 200, nll: 2000, points: 2000, steps: 64 };
const few = (updates) => ({ losses: updates, nll: updates, points: 64, steps: 8 });
const ROWS = 'docs/benchmarks/runtimes.json';
const PAGE = 'docs/benchmarks/runtimes.md';

/** Losses, seconds an update, and NLL of the paper's network on HG, in a process of its own. */
function measure(runtime, lengths) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), '--one', JSON.stringify({ runtime, lengths })],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${runtime}: ${stderr}`);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

async function one({ runtime, lengths }) {
  const registry = await loadRegistry();
  const spec = parseRuntime(runtime, registry);
  const backend = new Container(registry).build(Backend, spec);
  const short = { batchSize: 512 };
  await updatesOn(backend, { registry }, { ...short, updates: 3 }); // compiles
  const begin = performance.now();
  const { losses } = await updatesOn(backend, { registry }, { ...short, updates: lengths.losses });
  const milliseconds = (performance.now() - begin) / lengths.losses;

  console.log(JSON.stringify({ losses, milliseconds, nll: await nllOf(spec, lengths), device: backend.device }));
  process.exit(0);
}

async function nllOf(spec, lengths) {
  const out = mkdtempSync(join(tmpdir(), 'partita-runtimes-'));
  const training = { steps: lengths.nll };
  const likelihood = { kind: 'probability-flow', grid: { kind: 'log-snr', steps: lengths.steps } };
  const evaluation = { points: lengths.points, samples: 0, densityGrid: 0 };
  const run = await createPartita().train(
    { dataset: 'hg', partition: 'single', backend: spec, executor: 'inline', metrics: ['nll'], training, likelihood, evaluation },
    { out: join(out, 'run') },
  );
  const { nll } = (await run.evaluate()).measurements;
  rmSync(out, { recursive: true });
  return nll.value;
}

function compare(runtimes) {
  const rows = existsSync(ROWS) ? JSON.parse(readFileSync(ROWS, 'utf8')) : [];
  const references = new Map();
  for (const text of runtimes) {
    const [runtime, updates] = text.split('@');
    const lengths = updates === undefined ? FULL : few(Number(updates));
    const key = JSON.stringify(lengths);
    if (!references.has(key)) references.set(key, measure(REFERENCE, lengths));
    const expected = references.get(key);
    console.error(`${runtime}, ${lengths.losses} updates`);
    const { losses, nll, milliseconds, device } = runtime === REFERENCE ? expected : measure(runtime, lengths);
    const lossError = Math.max(...losses.map((loss, n) => Math.abs(loss / expected.losses[n] - 1)));
    const row = {
      runtime,
      device,
      ...lengths,
      lossError,
      nllDifference: Math.abs(nll - expected.nll),
      milliseconds,
      referenceMilliseconds: expected.milliseconds,
    };
    const at = rows.findIndex((known) => known.runtime === runtime);
    rows.splice(at < 0 ? rows.length : at, at < 0 ? 0 : 1, row);
    console.error(row);
    writeFileSync(ROWS, `${JSON.stringify(rows, undefined, 2)}\n`);
    writeFileSync(PAGE, page(rows));
  }
}

const page = (rows) => `# How far the runtimes agree

The paper's network on HG, batch 512, seed 0, on each runtime: the largest relative difference of a loss to the one that \`onnx\` on the CPU gives at the same update, and the difference of the NLL of the model that was trained there. Made by
\`node tools/compare-runtimes.mjs\`. A GPU in software makes fewer updates, and its NLL is of 64 rows in 8 steps: more would take hours.

| runtime | on | updates | worst loss (relative) | NLL after | differs by (nats) | ms an update, in ratio to onnx |
| --- | --- | --- | --- | --- | --- | --- |
${rows.map(({ runtime, device = /provider=(\w+)/.exec(runtime)?.[1] ?? 'the CPU', losses, lossError, nll, nllDifference, milliseconds, referenceMilliseconds }) => `| \`${runtime}\` | ${device} | ${losses} | ${lossError.toExponential(1)} | ${nll} | ${nllDifference.toExponential(1)} | ${(milliseconds / referenceMilliseconds).toPrecision(2)} |`).join('\n')}

The ratios are of single runs on a machine with other work, so that they tell orders of magnitude and no more; [throughput](throughput.md) has the measured ones of the CPU's runtimes. A GPU in software says
nothing of how fast a GPU is: no hardware GPU was measured here.
`;

if (process.argv[2] === '--one') await one(JSON.parse(process.argv[3]));
else if (process.argv[2] === '--page') writeFileSync(PAGE, page(JSON.parse(readFileSync(ROWS, 'utf8'))));
else compare(process.argv.length > 2 ? process.argv.slice(2) : [REFERENCE, 'wasm']);
