/** The script of a child process that examines one runtime: a request is its argument, messages go to its parent. */
import { Backend, Container, messageOf } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { allChecks } from './conformance/all-checks.ts';
import { judge } from './conformance/check.ts';
import type { Message, Request } from './conformance/messages.ts';
import { reference } from './conformance/reference.ts';
import { loadRegistry } from './plugins/load.ts';

const { spec, plugins, updates, only = '' } = JSON.parse(process.argv[2] as string) as Request;
const tell = (message: Message): Promise<void> => new Promise((resolve) => process.send?.(message, undefined, undefined, () => resolve()));
process.on('disconnect', () => process.exit(1));

const registry = await loadRegistry(plugins);
const backend = await started();
if (backend) {
  if (backend.name === 'webgpu') tf.env().set('WEBGPU_CPU_FORWARD', false); // else tfjs computes on the processor what is small, and no shader is seen
  const checks = allChecks(registry, updates).filter(({ group, name }) => `${group} ${name}`.includes(only));
  await tell({ type: 'started', checks: checks.length, device: backend.device });
  for (const check of checks) {
    await tell({ type: 'check', group: check.group, name: check.name });
    await tell({ type: 'finding', finding: await judge(check, { backend, reference, registry }) });
  }
}
await tell({ type: 'done' });
process.exit(0); // whatever a runtime leaves running

async function started(): Promise<Backend | undefined> {
  try {
    const made = new Container(registry).build(Backend, spec);
    await made.start();
    return made;
  } catch (error) {
    await tell({ type: 'absent', reason: messageOf(error) });
    return undefined;
  }
}
