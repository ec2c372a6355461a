// The quickstart's promise: four interval networks, each with half the updates, leave at most 0.6 of the single network's gap.
import { readFileSync } from 'node:fs';

const PROMISE = 0.6;
const { runs } = JSON.parse(readFileSync('runs/quickstart/metrics.json', 'utf8'));
const gap = (name) => runs[name].measurements['entropy-gap'].value;
const ratio = gap('four-intervals') / gap('single');
console.log(
  `gap to the entropy: single ${gap('single').toFixed(4)}, four intervals ${gap('four-intervals').toFixed(4)} nats; ratio ${ratio.toFixed(3)}`,
);
if (!(ratio <= PROMISE)) {
  console.error(`The ratio is above ${PROMISE}.`);
  process.exitCode = 1;
}
