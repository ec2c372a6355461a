// Small files, one idea each: fails when a source file passes 400 lines or the median passes 120.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST = 400;
const MEDIAN = 120;

const sources = readdirSync('packages').flatMap((name) =>
  readdirSync(join('packages', name, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('packages', name, 'src', file)),
);
const sizes = sources.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 })).sort((a, b) => a.lines - b.lines);
const median = sizes[Math.floor(sizes.length / 2)].lines;
const large = sizes.filter(({ lines }) => lines > LARGEST);

console.log(`${sizes.length} source files, median ${median} lines, largest ${sizes.at(-1).lines} (${sizes.at(-1).path})`);
for (const { path, lines } of large) console.error(`${path} has ${lines} lines, more than ${LARGEST}`);
if (median > MEDIAN) console.error(`The median is ${median} lines, more than ${MEDIAN}`);
process.exitCode = large.length > 0 || median > MEDIAN ? 1 : 0;
