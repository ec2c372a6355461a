import { fork, type ChildProcess } from 'node:child_process';
import { PartitaError } from '@partita/core';
import type { Environment } from '@partita/executor-local';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';
import type { Batch, BatchResult } from './batches/batch.ts';

/** What an evaluator is asked about the run in a folder: all of its evaluation, by so many processes, or one batch of it. */
export type EvaluatorRequest =
  | { readonly type: 'evaluate'; readonly directory: string; readonly workers: number }
  | { readonly type: 'batch'; readonly directory: string; readonly batch: Batch };

/** What it tells of the work at hand. */
export type EvaluatorMessage =
  | { readonly type: 'doing'; readonly doing: string }
  | { readonly type: 'done'; readonly result?: BatchResult }
  | { readonly type: 'failed'; readonly message: string };

/** A child process that evaluates runs, or batches of one, one after another; it ends with its channel. */
export class EvaluatorProcess {
  readonly #child: ChildProcess;
  #complaint = '';

  /**
   * @param study the folder of the study, for whoever looks at the list of processes
   * @param environment beyond that of this process
   */
  constructor(study: string, environment: Environment) {
    this.#child = fork(scriptPath('evaluator'), [study], {
      execArgv: [...nodeFlags],
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization: 'advanced', // arrays of numbers as they are
    });
    this.#child.stderr?.on('data', (output: Buffer) => (this.#complaint = output.toString().trim().split('\n').at(-1) ?? ''));
  }

  /** Evaluates the run in a folder; aborting ends the process. @throws PartitaError with what went wrong */
  async evaluate(directory: string, workers: number, listener: (doing: string) => void, signal: AbortSignal): Promise<void> {
    await this.#ask({ type: 'evaluate', directory, workers }, listener, signal);
  }

  /** Does a batch of the run in a folder. @throws PartitaError with what went wrong */
  async batch(directory: string, batch: Batch, signal: AbortSignal): Promise<BatchResult> {
    const result = await this.#ask({ type: 'batch', directory, batch }, () => undefined, signal);
    signal.throwIfAborted();
    return result as BatchResult;
  }

  leave(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  #ask(request: EvaluatorRequest, listener: (doing: string) => void, signal: AbortSignal): Promise<BatchResult | undefined> {
    const child = this.#child;
    const { directory } = request;
    return new Promise((resolve, reject) => {
      const stop = (): void => void child.kill();
      const end = (failure?: string, result?: BatchResult): void => {
        signal.removeEventListener('abort', stop);
        child.off('message', hear).off('error', fail).off('exit', exit);
        if (failure === undefined || signal.aborted) resolve(result);
        else reject(new PartitaError(failure));
      };
      const hear = (message: EvaluatorMessage): void => {
        if (message.type === 'doing') listener(message.doing);
        else if (message.type === 'failed') end(message.message);
        else end(undefined, message.result);
      };
      const fail = (error: Error): void => end(`The evaluation of '${directory}' does not start: ${error.message}.`);
      const exit = (status: number | null): void =>
        end(this.#complaint || `The evaluation of '${directory}' stopped with status ${status}.`);

      child.on('message', hear).on('error', fail).on('exit', exit);
      signal.addEventListener('abort', stop, { once: true });
      if (child.connected)
        child.send(request, () => undefined); // whether it arrives shows in how the child ends
      else exit(child.exitCode);
    });
  }
}
