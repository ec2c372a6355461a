import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Absentee, ContestantSpec } from './contestant.ts';

const NAME = 'pytorch';
const INTERPRETERS = ['python3', '/usr/bin/python3', 'python'];

/** PyTorch on the first interpreter that has it, or why there is none. */
export function findTorch(interpreters: readonly string[] = INTERPRETERS): ContestantSpec | Absentee {
  const script = fileURLToPath(new URL('../../peers/torch_peer.py', import.meta.url));
  const command = interpreters.find((python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
  if (command === undefined) return { name: NAME, role: 'peer', reason: `none of ${interpreters.join(', ')} can import torch` };
  return { name: NAME, role: 'peer', command, args: ['-u', script], env: { OMP_WAIT_POLICY: 'passive' } };
}
