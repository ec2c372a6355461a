import { Executor, PartitaError, type EngineJob } from '@partita/core';
import type { Study } from './start.ts';

/** Ends the jobs of a study that an engine runs. @throws PartitaError where its executor hands them to none */
export async function cancelStudy({ runs }: Study): Promise<EngineJob[]> {
  const cancelled: EngineJob[] = [];
  for (const { pieces, experiment, directory } of runs) {
    const executor = pieces.resolve(Executor);
    if (!executor.cancel)
      throw new PartitaError(
        `'${directory}' trains by the executor '${experiment.executor.kind}', whose jobs end with the command that started them: press Ctrl-C there.`,
      );
    cancelled.push(...(await executor.cancel(directory)));
  }
  return cancelled;
}
