// Puts what a benchmark printed between the marks of its page, so that no figure is typed by hand:
//   node tools/benchmark-page.mjs docs/benchmarks/partitions.md runs/bench/partitions-standard/result.md
import { readFileSync, writeFileSync } from 'node:fs';

const [page, measured] = process.argv.slice(2);
if (!page || !measured) throw new Error('Name a page and the result.md of a suite.');
const text = readFileSync(page, 'utf8');
const MARKS = /(<!-- measured -->)[\s\S]*(<!-- \/measured -->)/;
if (!MARKS.test(text)) throw new Error(`'${page}' has no marks <!-- measured --> … <!-- /measured -->.`);
const below = readFileSync(measured, 'utf8')
  .replace(/^# .*\n/, '')
  .replace(/^#/gm, '##')
  .trim();
writeFileSync(
  page,
  text.replace(MARKS, (_whole, from, to) => `${from}\n\n${below}\n\n${to}`),
);
