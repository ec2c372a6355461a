import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../executor-slurm/test/free-port.ts';

/** Whether a Redis can be started here: Debian's package redis-server. */
export const hasRedis = spawnSync('which', ['redis-server']).status === 0;

/** A Redis on a free port, with its file in a folder of its own; it can be killed and started again. */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'partita-redis-'));
  readonly #port: number;
  #process: ChildProcess | undefined;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const words = {
      port: String(this.#port),
      bind: '127.0.0.1',
      dir: this.#folder,
      appendonly: 'yes',
      save: '',
      'maxmemory-policy': 'noeviction',
    };
    const child = spawn('redis-server', Object.entries(words).flatMap(([name, value]) => [`--${name}`, value])); // prettier-ignore
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => text.includes('Ready to accept connections') && resolve());
      child.once('exit', () => reject(new Error('redis-server ended.')));
    });
  }

  /** Kills it as a crash would. */
  async kill(): Promise<void> {
    const child = this.#process as ChildProcess;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
