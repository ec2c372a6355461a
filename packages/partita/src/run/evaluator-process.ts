import { fork, type ChildProcess } from 'node:child_process';
import { PartitaError } from '@partita/core';
import type { Environment } from '@partita/executor-local';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';

/** What an evaluator tells of the run whose folder it was sent. */
export type EvaluatorMessage =
  { readonly type: 'doing'; readonly doing: string } | { readonly type: 'done' } | { readonly type: 'failed'; readonly message: string };

/** A child process that evaluates runs one after another; it ends with its channel. */
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
    });
    this.#child.stderr?.on('data', (output: Buffer) => (this.#complaint = output.toString().trim().split('\n').at(-1) ?? ''));
  }

  /** Evaluates the run in a folder; aborting ends the process. @throws PartitaError with what went wrong */
  evaluate(directory: string, listener: (doing: string) => void, signal: AbortSignal): Promise<void> {
    const child = this.#child;
    return new Promise((resolve, reject) => {
      const stop = (): void => void child.kill();
      const end = (failure?: string): void => {
        signal.removeEventListener('abort', stop);
        child.off('message', hear).off('error', fail).off('exit', exit);
        if (failure === undefined || signal.aborted) resolve();
        else reject(new PartitaError(failure));
      };
      const hear = (message: EvaluatorMessage): void => {
        if (message.type === 'doing') listener(message.doing);
        else end(message.type === 'failed' ? message.message : undefined);
      };
      const fail = (error: Error): void => end(`The evaluation of '${directory}' does not start: ${error.message}.`);
      const exit = (status: number | null): void =>
        end(this.#complaint || `The evaluation of '${directory}' stopped with status ${status}.`);

      child.on('message', hear).on('error', fail).on('exit', exit);
      signal.addEventListener('abort', stop, { once: true });
      if (child.connected)
        child.send(directory, () => undefined); // whether it arrives shows in how the child ends
      else exit(child.exitCode);
    });
  }

  leave(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}
