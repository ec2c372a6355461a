import { spawn } from 'node:child_process';
import { JOB_STATUS, messageOf, parseJobLine, type Ending, type JobLine, type TrainEvent, type WorkerEntry } from '@partita/core';
import type { Payload } from './payload.ts';
import { REDIS_VARIABLE } from './redis-url.ts';

export interface ChildJob {
  readonly entry: WorkerEntry;
  readonly run: string;
  readonly task: Payload['task'];
  /** Beyond those of this process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly graceSeconds: number;
  readonly listener: (event: TrainEvent) => void;
  /** Hears of other output, a line at a time. */
  readonly log: (line: string) => void;
  /** Aborting asks the job to save and stop. */
  readonly signal: AbortSignal;
}

const LINES_OF_A_COMPLAINT = 20;

/** Runs a job in a process of its own, so that training never blocks a worker. The child saves and ends when this process dies. */
export function runChild({ entry, run, task, environment, graceSeconds, listener, log, signal }: ChildJob): Promise<Ending> {
  return new Promise((resolve) => {
    const { [REDIS_VARIABLE]: _secret, ...own } = process.env;
    const child = spawn(process.execPath, [...entry.nodeFlags, entry.script, run, String(task)], {
      env: { ...own, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let last: JobLine | undefined;
    const complaint: string[] = [];
    const hear = (text: string): void => {
      const line = parseJobLine(text);
      if (line?.partita === 'event') listener(line.event);
      else if (line) last = line;
      else {
        log(text);
        complaint.push(text);
        if (complaint.length > LINES_OF_A_COMPLAINT) complaint.shift();
      }
    };
    for (const stream of [child.stdout, child.stderr]) if (stream) byLine(stream, hear);

    let grace: NodeJS.Timeout | undefined;
    const stop = (): void => {
      child.kill('SIGTERM');
      grace ??= setTimeout(() => child.kill('SIGKILL'), graceSeconds * 1000);
    };
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const end = (reason: string, status: number | null = null): void => {
      clearTimeout(grace);
      signal.removeEventListener('abort', stop);
      if (status === JOB_STATUS.done) resolve({ type: 'done' });
      else if (last?.partita === 'mistake') resolve({ type: 'user-error', message: last.message });
      else resolve({ type: 'crashed', reason: complaint.length === 0 ? reason : `${reason}; it said: ${complaint.join('\n')}` });
    };
    child.once('error', (error) => end(`it could not be started: ${messageOf(error)}`));
    child.once('close', (status, killer) => end(describeExit(status, killer), status));
  });
}

function byLine(stream: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(hear);
  });
  stream.on('end', () => rest !== '' && hear(rest));
}

function describeExit(status: number | null, signal: NodeJS.Signals | null): string {
  if (status === JOB_STATUS.saved) return 'it saved and stopped';
  return signal === null ? `it exited with status ${String(status)}` : `it was killed by ${signal}`;
}
