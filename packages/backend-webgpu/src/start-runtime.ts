import { provideGpu } from '#gpu';
import { PartitaError } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { describeAdapter, requestAdapter, requireAllowed, type AdapterName, type AdapterOptions } from './adapter.ts';
import { requestDevice } from './device.ts';
import { RUNTIME } from './name.ts';
import { DeviceWatch } from './watch.ts';

interface Running {
  readonly adapter: AdapterName;
  readonly watch: DeviceWatch;
}

let running: Running | undefined;

/** Makes WebGPU tfjs's current runtime and returns the adapter; one device serves the whole process, a lost one is replaced. */
export async function startRuntime(options: AdapterOptions): Promise<AdapterName> {
  if (running?.watch.isLost !== false) running = await open(options);
  requireAllowed(running.adapter, options.software ?? false);
  if (!(await tf.setBackend(RUNTIME))) throw new PartitaError('The webgpu backend does not start: tfjs does not initialise it.');
  return running.adapter;
}

async function open(options: AdapterOptions): Promise<Running> {
  const gpu = await provideGpu();
  const found = await requestAdapter(gpu, options);
  const adapter = await describeAdapter(found);
  const device = await requestDevice(found, adapter.name);
  const watch = new DeviceWatch(device, adapter.name);
  const { repairKernels, WatchedRuntime } = await import('./runtime.ts');
  if (RUNTIME in tf.engine().registryFactory) tf.removeBackend(RUNTIME); // tfjs's own, or one whose device is lost
  tf.registerBackend(RUNTIME, () => new WatchedRuntime(device, watch));
  repairKernels();
  warnOnce(adapter);
  return { adapter, watch };
}

const warned = new Set<string>();

function warnOnce({ name, isSoftware }: AdapterName): void {
  if (!isSoftware || warned.has(name)) return;
  warned.add(name);
  console.warn(`The webgpu backend computes in software, on ${name}: for tests of correctness, not for speed.`);
}
