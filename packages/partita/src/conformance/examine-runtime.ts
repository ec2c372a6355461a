import { fork, type ChildProcess } from 'node:child_process';
import { nodeFlags, scriptPath } from '../composition/worker-entry.ts';
import type { Finding } from './check.ts';
import type { Message, Request } from './messages.ts';
import { runtimeName } from './runtimes.ts';

/** What was found of one runtime. */
export interface Conformance {
  readonly runtime: string;
  /** Whether it runs on this machine at all. */
  readonly isHere: boolean;
  /** Why it does not. */
  readonly reason?: string;
  /** What it runs on, where it tells. */
  readonly device?: string | undefined;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Examines a runtime in a process of its own: a native library that ends the process ends only that one, and counts as a failure. */
export async function examineRuntime(request: Request, listener: (message: Message) => void): Promise<Conformance> {
  const begin = performance.now();
  const child = fork(scriptPath('conformer'), [JSON.stringify(request)], {
    execArgv: [...nodeFlags],
    serialization: 'advanced', // an error may be infinite
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const findings: Finding[] = [];
  const heard: { reason?: string; device?: string | undefined; running?: string; isDone: boolean } = { isDone: false };
  child.on('message', (message: Message) => {
    listener(message);
    if (message.type === 'absent') heard.reason = message.reason;
    if (message.type === 'started') heard.device = message.device;
    if (message.type === 'check') heard.running = `${message.group}: ${message.name}`;
    if (message.type === 'finding') findings.push(message.finding);
    if (message.type === 'done') heard.isDone = true;
  });
  const end = await endOf(child);
  const { reason, device, running, isDone } = heard;
  if (!isDone) findings.push(crash(running, end));
  const seconds = (performance.now() - begin) / 1000;
  const found = { runtime: runtimeName(request.spec), isHere: reason === undefined, device, seconds, findings };
  return reason === undefined ? found : { ...found, reason };
}

interface End {
  readonly how: string;
  /** Its last line on standard error. */
  readonly said: string;
}

async function endOf(child: ChildProcess): Promise<End> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const how = await new Promise<string>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(signal === null ? `status ${status}` : signal));
  });
  return { how, said: said.trim().split('\n').at(-1) ?? '' };
}

const crash = (running: string | undefined, { how, said }: End): Finding => ({
  group: 'process',
  name: running ?? 'start',
  tolerance: 0,
  outcome: 'failed',
  reason: `the process ended with ${how}${said === '' ? '' : `: ${said}`}`,
});
