// The same experiment and seed on several runtimes: how far their losses and their NLL agree, and how long an update takes.
//
//     npm run build && node tools/compare-runtimes.mjs [runtime …]
//
// A runtime is written as `partita doctor --backend` takes it, with `@n` behind it for n updates, where 200 and an NLL after 2000 would take
// too long; onnx on the CPU is what the others are compared with. Writes docs/benchmarks/runtimes.json; tools/runtimes-page.mjs shows it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Backend, Container } from '@partita/core';
import { createPartita } from 'partita';
import { parseRuntime } from '../packages/partita/dist/conformance/runtimes.js';
import { updatesOn } from '../packages/partita/dist/conformance/updates.js';
import { loadRegistry } from '../packages/partita/dist/plugins/load.js';

const REFERENCE = 'onnx';
const FULL = { losses: 200, nll: 2000, points: 2000 };
const PLACE = 'docs/benchmarks/runtimes.json';

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

  const out = mkdtempSync(join(tmpdir(), 'partita-runtimes-'));
  const training = { steps: lengths.nll };
  const evaluation = { points: lengths.points, samples: 0, densityGrid: 0 };
  const run = await createPartita().train(
    { dataset: 'hg', partition: 'single', backend: spec, executor: 'inline', metrics: ['nll'], training, evaluation },
    { out: join(out, 'run') },
  );
  const { nll } = (await run.evaluate()).measurements;
  rmSync(out, { recursive: true });
  console.log(JSON.stringify({ losses, milliseconds, nll: nll.value, device: backend.device }));
  process.exit(0);
}

function compare(runtimes) {
  const rows = [];
  const references = new Map();
  for (const text of runtimes) {
    const [runtime, few] = text.split('@');
    const lengths = few === undefined ? FULL : { losses: Number(few), nll: Number(few), points: 200 };
    const key = JSON.stringify(lengths);
    if (!references.has(key)) references.set(key, measure(REFERENCE, lengths));
    const expected = references.get(key);
    console.error(`${runtime}, ${lengths.losses} updates`);
    const { losses, nll, milliseconds, device } = runtime === REFERENCE ? expected : measure(runtime, lengths);
    const lossError = Math.max(...losses.map((loss, n) => Math.abs(loss / expected.losses[n] - 1)));
    rows.push({
      runtime,
      device,
      ...lengths,
      lossError,
      nllValue: nll,
      nllDifference: Math.abs(nll - expected.nll),
      milliseconds,
      referenceMilliseconds: expected.milliseconds,
    });
    console.error(rows.at(-1));
  }
  const machine = { processor: cpus()[0].model, cores: availableParallelism(), node: process.version };
  writeFileSync(PLACE, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
}

if (process.argv[2] === '--one') await one(JSON.parse(process.argv[3]));
else compare(process.argv.length > 2 ? process.argv.slice(2) : [REFERENCE, 'wasm']);
