import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './free-port.ts';

const has = (command: string): boolean => spawnSync('which', [command]).status === 0;

/** Whether a cluster can be started here: Debian's packages slurm-wlm and munge, and root, as whom their daemons run. */
export const hasSlurm = process.getuid?.() === 0 && ['munged', 'slurmctld', 'slurmd', 'sbatch'].every(has);

const NODES = ['n1', 'n2'] as const;
export type NodeName = (typeof NODES)[number];
type Daemon = 'munged' | 'slurmctld' | NodeName;

/** A Slurm of two nodes on this machine, with two cores each: plain processes, without accounts, in a folder of its own. */
export class Cluster {
  readonly #folder: string;
  readonly #port: number;

  private constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  /** Starts the daemons and points Slurm's commands in this process at them. */
  static async start(): Promise<Cluster> {
    const folder = mkdtempSync(join(tmpdir(), 'partita-slurm-'));
    const cluster = new Cluster(folder, Math.min(await freePort(), 65_000)); // and the two ports after it
    execFileSync('chmod', ['711', folder]);
    for (const name of ['run', 'state', 'log']) mkdirSync(join(folder, name), { mode: 0o711 });
    writeFileSync(join(folder, 'munge.key'), randomBytes(128), { mode: 0o400 });
    writeFileSync(join(folder, 'slurm.conf'), cluster.#configuration());
    process.env['SLURM_CONF'] = join(folder, 'slurm.conf');
    cluster.#startMunge();
    await cluster.startController();
    for (const node of NODES) cluster.startNode(node);
    await cluster.ready();
    return cluster;
  }

  async startController(): Promise<void> {
    execFileSync('slurmctld', ['-f', join(this.#folder, 'slurm.conf')], { stdio: 'ignore' });
    await this.#until(() => spawnSync('scontrol', ['ping']).stdout.toString().includes('UP'));
  }

  startNode(node: NodeName): void {
    execFileSync('slurmd', ['-N', node, '-f', join(this.#folder, 'slurm.conf')], { stdio: 'ignore' });
  }

  /** Waits until both nodes take jobs. */
  ready(): Promise<void> {
    return this.#until(() => {
      const states = spawnSync('sinfo', ['-h', '-N', '-o', '%T']).stdout.toString().trim().split('\n');
      return states.length === NODES.length && states.every((state) => ['idle', 'mixed', 'allocated'].includes(state));
    });
  }

  pidOf(daemon: Daemon): number {
    return Number(readFileSync(join(this.#folder, 'run', `${daemon}.pid`), 'utf8'));
  }

  kill(daemon: Daemon, signal: NodeJS.Signals = 'SIGKILL'): void {
    process.kill(this.pidOf(daemon), signal);
  }

  /** Ends all jobs and daemons. */
  async stop(): Promise<void> {
    spawnSync('scancel', ['--quiet', '--user=root']);
    await this.#until(() => spawnSync('squeue', ['-h']).stdout.toString().trim() === '', 15_000).catch(() => undefined);
    for (const daemon of ['slurmctld', ...NODES, 'munged'] as const) {
      if (!existsSync(join(this.#folder, 'run', `${daemon}.pid`))) continue;
      const pid = this.pidOf(daemon);
      if (isAlive(pid)) process.kill(pid, 'SIGTERM');
      await this.#until(() => !isAlive(pid), 5000).catch(() => {
        process.kill(pid, 'SIGKILL');
      });
    }
    rmSync(this.#folder, { recursive: true, force: true });
    delete process.env['SLURM_CONF'];
  }

  #startMunge(): void {
    const at = (name: string): string => join(this.#folder, name);
    const files = { 'key-file': at('munge.key'), socket: at('run/munge.sock'), 'pid-file': at('run/munged.pid') };
    const logs = { 'log-file': at('log/munged.log'), 'seed-file': at('run/munge.seed') };
    const words = Object.entries({ ...files, ...logs }).map(([name, path]) => `--${name}=${path}`);
    execFileSync('munged', ['--force', ...words], { stdio: 'ignore' });
  }

  async #until(isSo: () => boolean, patience = 30_000): Promise<void> {
    const end = Date.now() + patience;
    while (Date.now() < end) {
      if (isSo()) return;
      await sleep(50);
    }
    throw new Error(`The cluster in ${this.#folder} does not get ready.`);
  }

  #configuration(): string {
    const host = hostname().split('.')[0] ?? '';
    const [d, port] = [this.#folder, this.#port];
    return `
ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${d}/run/munge.sock,cred_expire=5
CredType=cred/munge
MpiDefault=none
StateSaveLocation=${d}/state
SlurmdSpoolDir=${d}/spool.%n
SlurmctldPidFile=${d}/run/slurmctld.pid
SlurmdPidFile=${d}/run/%n.pid
SlurmctldLogFile=${d}/log/slurmctld.log
SlurmdLogFile=${d}/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core,CR_LLN
SchedulerType=sched/backfill
SchedulerParameters=bf_interval=1,sched_interval=1,batch_sched_delay=0
ReturnToService=2
JobRequeue=1
MinJobAge=3600
MaxArraySize=10001
SlurmdTimeout=8
SlurmctldTimeout=10
MessageTimeout=10
KillWait=5
BatchStartTimeout=10
PropagateResourceLimits=NONE
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
NodeName=n[1-2] NodeHostname=${host} NodeAddr=127.0.0.1 Port=[${port + 1}-${port + 2}] CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=n[1-2] Default=YES MaxTime=INFINITE DefMemPerCPU=100 State=UP
`;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
