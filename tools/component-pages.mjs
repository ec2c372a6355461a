// Writes docs/components/: one page per contract with every built-in component's formula, citation and options, from the descriptors
// themselves. With --check it writes nothing, and fails where a page is not what it would write.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import prettier from 'prettier';
import { describeOptions, tokenName } from '@partita/core';
import { BUILT_IN } from 'partita';

const FOLDER = 'docs/components';

/** What an experiment calls a contract, and what it is for. */
const PORTS = {
  Sde: ['sde', 'The forward process x_t = α(t)·x₀ + σ(t)·ε, from data to noise. Times t run from 0 (data) to T (noise); λ = log(α²/σ²).'],
  ScoreNetwork: ['network', 'The network of each interval: a pure function of parameters, rows and time.'],
  Prediction: ['prediction', 'What a network predicts, and how that becomes a score.'],
  Partition: ['partition', 'How (tMin, T] is cut into intervals, one network each.'],
  Budget: ['budget', 'How updates are shared among the intervals.'],
  TimeSampling: ['times', 'Which times a training batch visits.'],
  Weighting: ['weighting', 'How much an error at time t counts: the factor of ‖ε̂ − ε‖².'],
  LearningRate: ['schedule', 'The learning rate over the updates, as a factor of `training.learningRate`.'],
  Averaging: ['averaging', 'The average of the parameters that is evaluated.'],
  OdeSolver: ['sampler.solver, likelihood.solver', 'Integrates an ODE over consecutive segments; no step crosses an edge.'],
  TimeGrid: ['sampler.grid, likelihood.grid', 'Where solver steps fall on the whole of (tMin, T], whatever the partition.'],
  Sampler: ['sampler', 'Draws from the model. Sample i depends on (seed, i) alone.'],
  ReverseStep: ['sampler.predictor', 'One step down the reverse SDE: the predictor of predictor-corrector sampling.'],
  TraceEstimator: ['likelihood.trace', "The trace of the score's Jacobian, which the likelihood integrates."],
  LikelihoodEstimator: ['likelihood', 'log p of given rows, in nats.'],
  Dequantiser: ['an option of metrics', 'Spreads rows that lie on a lattice over its cells.'],
  Metric: ['metrics', 'One number about a trained model, with its standard error.'],
  FeatureMap: ['an option of metrics', 'What distances between samples and data are taken in: a vector for each row.'],
  Dataset: ['dataset', 'What is learned: rows of numbers, a batch a function of (seed, split, index).'],
  Backend: ['backend', 'The tensor runtime.'],
  Executor: ['executor', 'Where the intervals train.'],
  CheckpointStore: ['', 'Where checkpoints go.'],
  TrackerFactory: ['', "Where the events of an interval's training go."],
};

const fileOf = (port) => `${port.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}.md`;
const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

function reference(id) {
  const [scheme, name] = id.split(/:(.*)/s);
  return `[${id}](${scheme === 'arXiv' ? 'https://arxiv.org/abs/' : 'https://doi.org/'}${name})`;
}

function section(component) {
  const options = describeOptions(component);
  return [
    `## \`${component.kind}\``,
    `${component.summary[0].toUpperCase()}${component.summary.slice(1)}.`,
    ...(component.formula === undefined ? [] : [`\`\`\`text\n${component.formula}\n\`\`\``]),
    ...(options.length === 0
      ? []
      : [
          [
            '| option | default | meaning |',
            '| - | - | - |',
            ...options.map(({ name, fallback, description }) => `| \`${name}\` | \`${cell(fallback)}\` | ${cell(description)} |`),
          ].join('\n'),
        ]),
    ...(component.cites?.length ? [`Source: ${component.cites.map(reference).join(', ')}`] : []),
  ].join('\n\n');
}

const NOTE = '<!-- Written by tools/component-pages.mjs from the descriptors; change those. -->';
const byPort = new Map(Object.keys(PORTS).map((port) => [port, []]));
for (const { components } of BUILT_IN)
  for (const component of components) {
    const port = tokenName(component.port);
    if (!byPort.has(port)) throw new Error(`tools/component-pages.mjs has no words for the contract ${port}.`);
    byPort.get(port).push(component);
  }

const pages = {};
const used = [...byPort].filter(([, components]) => components.length > 0);
for (const [port, components] of used) {
  const [place, words] = PORTS[port];
  const where =
    place === ''
      ? ''
      : ` In an experiment: ${
          place.startsWith('an ')
            ? place
            : place
                .split(', ')
                .map((each) => `\`${each}\``)
                .join(', ')
        }.`;
  pages[fileOf(port)] = [NOTE, `# ${port}`, `${words}${where}`, ...components.map(section)].join('\n\n');
}
pages['README.md'] = [
  NOTE,
  '# Components',
  'Every built-in component with its formula, options and source. `partita list` prints the same in a terminal, plugins included.',
  ['| contract | in an experiment | components |', '| - | - | - |']
    .concat(
      used.map(([port, components]) => {
        const place = PORTS[port][0];
        const kinds = components.map(({ kind }) => `[\`${kind}\`](${fileOf(port)}#${kind})`).join(', ');
        return `| [${port}](${fileOf(port)}) | ${place} | ${kinds} |`;
      }),
    )
    .join('\n'),
].join('\n\n');

const style = await prettier.resolveConfig(join(FOLDER, 'README.md'));
const written = Object.fromEntries(
  await Promise.all(
    Object.entries(pages).map(async ([file, text]) => [file, await prettier.format(`${text}\n`, { ...style, parser: 'markdown' })]),
  ),
);

if (process.argv.includes('--check')) {
  const found = readdirSync(FOLDER);
  const stale = [...new Set([...Object.keys(written), ...found])].filter(
    (file) => !found.includes(file) || written[file] !== readFileSync(join(FOLDER, file), 'utf8'),
  );
  if (stale.length > 0) {
    console.error(`docs/components is not what the descriptors say (${stale.join(', ')}); run 'node tools/component-pages.mjs'.`);
    process.exit(1);
  }
  console.log(`docs/components: ${Object.keys(written).length} pages as the descriptors say`);
} else {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  for (const [file, text] of Object.entries(written)) writeFileSync(join(FOLDER, file), text);
  console.log(`${Object.keys(written).length} pages in ${FOLDER}`);
}
