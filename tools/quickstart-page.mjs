// Writes the measured table of docs/benchmarks/quickstart.md from finished quickstart runs:
//   node tools/quickstart-page.mjs runs/quickstart runs/quickstart-1 …
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = 'docs/benchmarks/quickstart.md';
const NAMES = ['single', 'four-intervals'];
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));
const shown = ({ value, standardError }) => `${value.toFixed(3)} ± ${standardError.toFixed(3)}`;

const rows = process.argv.slice(2).map((run) => {
  const { runs } = read(run, 'metrics.json');
  const { seed, training } = read(run, 'single', 'experiment.json');
  const gaps = NAMES.map((name) => runs[name].measurements['entropy-gap']);
  const nlls = NAMES.map((name) => runs[name].measurements['nll']);
  const ratio = gaps[1].value / gaps[0].value;
  const error = ratio * Math.hypot(...gaps.map(({ value, standardError }) => standardError / value));
  return {
    seed,
    steps: training.steps,
    cells: [seed, ...nlls.map(shown), ...gaps.map(shown), `**${ratio.toFixed(2)}** ± ${error.toFixed(2)}`],
  };
});
if (rows.length === 0) throw new Error('Name the folders of finished quickstart runs.');

const header = ['seed', 'NLL, single', 'NLL, four', 'gap, single', 'gap, four', 'ratio of gaps'];
const line = (cells) => `| ${cells.join(' | ')} |`;
const table = [line(header), line(header.map(() => '---')), ...rows.sort((a, b) => a.seed - b.seed).map(({ cells }) => line(cells))].join(
  '\n',
);
const updates = `${rows[0].steps} updates for the single network, half as many for each of the four; nats, ± one standard error over the test rows.`;
const page = readFileSync(PAGE, 'utf8');
writeFileSync(PAGE, page.replace(/(<!-- measured -->)[\s\S]*(<!-- \/measured -->)/, `$1\n\n${table}\n\n${updates}\n\n$2`));
console.log(table);
