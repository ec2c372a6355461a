// Commands and checks, one printed line a check.
import { execFileSync } from 'node:child_process';

const SECOND = 1000;
const TIMEOUT = 300 * SECOND;
// Nothing of this repository's npm run; onnxruntime-node's install script would fetch CUDA libraries.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|execpath)/.test(name)));
Object.assign(environment, { ONNXRUNTIME_NODE_INSTALL: 'skip', CI: 'true', NO_COLOR: '1' });

/** The command's standard output; a failure shows all that it said. */
export function run(cwd, command, ...args) {
  try {
    return execFileSync(command, args, { cwd, env: environment, encoding: 'utf8', stdio: 'pipe', timeout: TIMEOUT, maxBuffer: 2 ** 28 });
  } catch (error) {
    throw new Error(`'${[command, ...args].join(' ').slice(0, 200)}' failed:\n${error.stdout ?? ''}${error.stderr ?? error.message}`);
  }
}

/** @throws with the sentence unless it holds */
export function expect(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

/** Does a step and prints what it found, and in how many seconds; the first that fails ends the run with status 1. */
export function check(what, step) {
  const from = performance.now();
  try {
    const found = step();
    console.log(`ok  ${what}${found ? `: ${found}` : ''} (${((performance.now() - from) / SECOND).toFixed(1)} s)`);
  } catch (error) {
    console.error(`FAILED  ${what}\n${error.message}`);
    process.exit(1);
  }
}
