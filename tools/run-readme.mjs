// Runs the code blocks of the given pages (default: README.md), each page in an empty folder: `ts` blocks are saved and run by tsx
// against the built packages, `sh` blocks run as they stand, but for lines of `npm ci` and `npm start`, which CI runs by itself. A `ts`
// or `json` block with a title="…" is only saved, under that name. A `cd` holds for the blocks that follow. A block under `<!-- not run: why -->` is left out, and said so.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const pages = process.argv.length > 2 ? process.argv.slice(2) : ['README.md'];
const BY_CI = /^(npm (ci|start|test)( && npm (start|test))?)\s*(#.*)?$/;
const scratch = resolve('docs/examples/.readme', String(process.pid)); // two runners do not meet
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: 'inherit' });

let ran = 0;
for (const page of pages) {
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  let folder = scratch;
  writeFileSync(join(scratch, 'vitest.config.ts'), 'export default {};\n'); // else vitest would take this repository's own
  const text = readFileSync(page, 'utf8');
  const blocks = text.matchAll(
    /(<!-- not run: (?<why>.*?) -->\s*)?```(?<language>ts|sh|json)(?: title="(?<title>[\w./-]+)")?\n(?<code>[\s\S]*?)```/g,
  );
  for (const { groups } of blocks) {
    const { why, language, title, code } = groups;
    if (language === 'json' && !title) continue;
    const first = code.trim().split('\n')[0];
    if (why) {
      console.log(`— not run (${why}): ${first}`);
      continue;
    }
    console.log(`\n— ${page}: ${title ?? first}`);
    if (language !== 'sh') {
      const file = join(folder, title ?? `block-${ran}.ts`);
      writeFileSync(file, code);
      if (!title) run(process.execPath, ['--import', 'tsx', file], folder);
    } else {
      const lines = code.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#') && !BY_CI.test(line.trim()));
      if (lines.length > 0) {
        const reached = join(scratch, '.reached');
        run('bash', ['-euo', 'pipefail', '-c', [...lines, `pwd > '${reached}'`].join('\n')], folder);
        folder = readFileSync(reached, 'utf8').trim();
      }
    }
    ran += 1;
  }
}
console.log(`\n${ran} blocks ran`);
if (ran === 0) process.exitCode = 1;
