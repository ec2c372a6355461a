/** The script of a child process that evaluates one run: its folder is the argument, what it does goes to standard error. */
import { messageOf } from '@partita/core';
import { DOING } from './run/evaluate-study.ts';
import { evaluateRun } from './run/evaluate.ts';
import { openStudy } from './run/open.ts';
import type { Run } from './run/run.ts';

try {
  const { runs } = await openStudy(process.argv[2] as string);
  await evaluateRun(runs[0] as Run, { listener: (doing) => process.stderr.write(`${DOING}${doing}\n`) });
} catch (error) {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 2;
}
