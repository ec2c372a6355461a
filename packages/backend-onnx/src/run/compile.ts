import { isObserved, record } from '../trace/record.ts';
import { mistake } from '../trace/mistake.ts';
import { leavesOf, signature } from '../trace/tree.ts';
import { isOnProcessor, type RunOptions } from './options.ts';
import { CompiledProgram } from './program.ts';
import { isOutOfMemory, refusal } from './reason.ts';

/** A function of one tree of tensors, recorded at the first call with each signature and replayed at the others. */
export interface TreeFunction {
  (tree: unknown): unknown;
  dispose(): void;
}

export function compileTree(f: (tree: unknown) => unknown, options: RunOptions = {}): TreeFunction {
  const { cacheLimit = 16 } = options;
  const programs = new Map<string, CompiledProgram>();
  let isDisposed = false;
  const call = (tree: unknown): unknown => {
    if (isDisposed) throw mistake('A compiled function is called after it was disposed; compile it again');
    if (isObserved()) return f(tree);
    const key = signature(tree);
    let program = programs.get(key);
    if (!program) {
      if (programs.size >= cacheLimit) throw mistake(tooMany(cacheLimit, key, [...programs.keys()].at(-1) ?? ''));
      program = compileFor(f, tree, options);
      programs.set(key, program);
    }
    return program.run(leavesOf(tree));
  };
  const dispose = (): void => {
    isDisposed = true;
    for (const program of programs.values()) program.dispose();
    programs.clear();
  };
  return Object.assign(call, { dispose });
}

function compileFor(f: (tree: unknown) => unknown, tree: unknown, options: RunOptions): CompiledProgram {
  try {
    return new CompiledProgram(record(f, tree, isOnProcessor(options)), options);
  } catch (error) {
    throw error instanceof RangeError && isOutOfMemory(error) ? refusal(error) : error;
  }
}

const tooMany = (limit: number, key: string, last: string): string =>
  `A compiled function met more than ${limit} input signatures, the last ones ${short(last)} and ${short(key)}; ` +
  'pad or cut batches to a few sizes, pass numbers that change as tensors, or raise cacheLimit';

const short = (key: string): string => (key.length <= LONGEST ? key : `${key.slice(0, LONGEST)}…`);
const LONGEST = 120;
