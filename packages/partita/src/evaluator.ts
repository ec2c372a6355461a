/** The script of a child process that evaluates runs, or batches of one: it is sent what to do, one thing after another, and tells of it. */
import { Backend, messageOf } from '@partita/core';
import { loadScore } from './composition/load-score.ts';
import { doBatch, type Batch, type BatchResult } from './run/batches/batch.ts';
import { evaluateRun } from './run/evaluate.ts';
import type { EvaluatorMessage, EvaluatorRequest } from './run/evaluator-process.ts';
import { openStudy } from './run/open.ts';
import type { Run } from './run/run.ts';

const tell = (message: EvaluatorMessage): void => void process.send?.(message);
const openRun = async (directory: string): Promise<Run> => (await openStudy(directory)).runs[0] as Run;

/** How batches of a run are done: its networks are loaded once. */
async function batchesOf(directory: string): Promise<(batch: Batch) => Promise<BatchResult>> {
  const { pieces, experiment, plan } = await openRun(directory);
  await pieces.resolve(Backend).start();
  const score = await loadScore(pieces, experiment, plan);
  return (batch) => doBatch(pieces, score, batch);
}
const batches = new Map<string, ReturnType<typeof batchesOf>>();

async function act(request: EvaluatorRequest): Promise<BatchResult | undefined> {
  const { directory } = request;
  if (request.type === 'evaluate') {
    const listener = (doing: string): void => tell({ type: 'doing', doing });
    await evaluateRun(await openRun(directory), { listener, workers: request.workers });
    return undefined;
  }
  const own = batches.get(directory) ?? batchesOf(directory);
  batches.set(directory, own);
  return (await own)(request.batch);
}

process.on('disconnect', () => process.exit());
process.on('message', (request: EvaluatorRequest) => {
  act(request).then(
    (result) => tell({ type: 'done', ...(result && { result }) }),
    (error: unknown) => tell({ type: 'failed', message: messageOf(error) }),
  );
});
