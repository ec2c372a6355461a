import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Absentee, ContestantSpec } from './contestant.ts';

/** What PyTorch computes on, with the name of the peer and the question whether it is there. */
const DEVICES = {
  cpu: { name: 'pytorch', asks: 'import torch', reason: 'can import torch' },
  cuda: {
    name: 'pytorch on cuda',
    asks: 'import sys, torch; sys.exit(not torch.cuda.is_available())',
    reason: 'has a torch that sees a CUDA GPU',
  },
} as const;
const INTERPRETERS = ['python3', '/usr/bin/python3', 'python'];

/** PyTorch on a device, by the first interpreter that has it, or why there is none. */
export function findTorch(device: keyof typeof DEVICES = 'cpu', interpreters: readonly string[] = INTERPRETERS): ContestantSpec | Absentee {
  const { name, asks, reason } = DEVICES[device];
  const script = fileURLToPath(new URL('../../peers/torch_peer.py', import.meta.url));
  const command = interpreters.find((python) => spawnSync(python, ['-c', asks], { stdio: 'ignore' }).status === 0);
  if (command === undefined) return { name, role: 'peer', reason: `none of ${interpreters.join(', ')} ${reason}` };
  return { name, role: 'peer', command, args: ['-u', script, device], env: { OMP_WAIT_POLICY: 'passive' } };
}
