/** The script of a child process that evaluates runs: it is sent their folders, one after another, and says what it does. */
import { messageOf } from '@partita/core';
import { evaluateRun } from './run/evaluate.ts';
import type { EvaluatorMessage } from './run/evaluator-process.ts';
import { openStudy } from './run/open.ts';
import type { Run } from './run/run.ts';

const tell = (message: EvaluatorMessage): void => void process.send?.(message);

process.on('disconnect', () => process.exit());
process.on('message', (directory: string) => {
  openStudy(directory)
    .then(({ runs }) => evaluateRun(runs[0] as Run, { listener: (doing) => tell({ type: 'doing', doing }) }))
    .then(
      () => tell({ type: 'done' }),
      (error: unknown) => tell({ type: 'failed', message: messageOf(error) }),
    );
});
