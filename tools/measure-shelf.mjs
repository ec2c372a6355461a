// How much memory a model of many networks takes while a likelihood goes through all of them, by how many may be in memory at a time:
// untrained `unet-small` networks of a per-timestep partition, each visited once, in a process of its own for every line.
//   npm run build && node tools/measure-shelf.mjs [--networks 10,100,1000] [--in-memory 4,64] [--rows 4]
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Backend, Dataset, initialParameters, LikelihoodEstimator, Registry, resolveExperiment } from '@partita/core';
import { assembleScore, experimentContainer, planOf } from 'partita/composition';
import { BUILT_IN } from 'partita';

const { values } = parseArgs({
  options: {
    networks: { type: 'string', default: '10,100,1000' },
    'in-memory': { type: 'string', default: '4,64' },
    rows: { type: 'string', default: '4' },
    one: { type: 'string' },
  },
});
const rows = Number(values.rows);
const MiB = 2 ** 20;

/** Resident memory before a model's networks are there, and at most until they were all used; bytes. */
async function measure(networks, inMemory) {
  const registry = new Registry(BUILT_IN);
  const experiment = resolveExperiment(
    {
      dataset: 'shapes16',
      network: 'unet-small',
      partition: { kind: 'per-timestep', points: networks },
      likelihood: { solver: 'euler', grid: { kind: 'time', steps: networks }, trace: { kind: 'hutchinson', probes: 1 } },
      evaluation: { networksInMemory: inMemory },
    },
    registry,
  );
  const pieces = experimentContainer(registry, experiment);
  await pieces.resolve(Backend).start();
  const plan = await planOf(pieces, experiment, () => Promise.reject(new Error('This plan looks at no pilot.')));
  const before = process.memoryUsage().rss;
  const score = await assembleScore(pieces, { experiment, plan }, ({ index }, network) =>
    Promise.resolve({ vector: initialParameters(network.parameters, experiment.seed, index), step: 0 }),
  );
  const x = await pieces.resolve(Dataset).batch({ split: 'test', seed: 0, index: 0, size: rows });
  await pieces.resolve(LikelihoodEstimator).logLikelihood(score, x);
  return { before, peak: process.resourceUsage().maxRSS * 1024, numbers: score.parameters };
}

function inAProcessOfItsOwn(networks, inMemory) {
  const script = [fileURLToPath(import.meta.url), '--one', `${networks},${inMemory}`, '--rows', values.rows];
  const { status, stdout, stderr } = spawnSync(process.execPath, script, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

if (values.one) {
  const [networks, inMemory] = values.one.split(',').map(Number);
  console.log(JSON.stringify(await measure(networks, inMemory)));
} else {
  console.log('| networks | in memory | all parameters (MiB) | peak resident (MiB) | before the model (MiB) |');
  console.log('| -------: | --------: | -------------------: | ------------------: | ---------------------: |');
  for (const inMemory of values['in-memory'].split(','))
    for (const networks of values.networks.split(',')) {
      const { before, peak, numbers } = inAProcessOfItsOwn(networks, inMemory);
      const cells = [networks, inMemory, ...[4 * numbers, peak, before].map((bytes) => (bytes / MiB).toFixed(0))];
      console.log(`| ${cells.join(' | ')} |`);
    }
}
