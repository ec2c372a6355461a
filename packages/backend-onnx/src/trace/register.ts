import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-layers'; // registers the gradient of every op
import type { Value } from '../graph/value.ts';
import { RULES } from '../lower/index.ts';
import type { Rule } from '../lower/rule.ts';
import { registerMissingGradients } from './missing-gradients.ts';
import { TraceBackend } from './trace-backend.ts';
import { mistake } from './mistake.ts';

let backend: TraceBackend | undefined;

/** The recording runtime; the first call registers it with tfjs, below every other runtime. */
export function traceBackend(): TraceBackend {
  if (backend) return backend;
  const backendName = freeName('trace');
  const made = new TraceBackend(backendName);
  tf.registerBackend(backendName, () => made, 0);
  for (const [kernelName, rule] of Object.entries(RULES)) tf.registerKernel({ kernelName, backendName, kernelFunc: recording(made, rule) });
  const missing = new Set(
    [...tf.getKernelsForBackend('cpu'), ...NEVER_ON_CPU].map((kernel) => (typeof kernel === 'string' ? kernel : kernel.kernelName)),
  );
  for (const kernelName of missing)
    if (!(kernelName in RULES)) tf.registerKernel({ kernelName, backendName, kernelFunc: refusal(kernelName) });
  registerMissingGradients();
  silenceAdvertisement();
  return (backend = made);
}

/** Another copy of this package in the same process may have taken a name. */
const freeName = (name: string): string => (name in tf.engine().registryFactory ? freeName(`${name}'`) : name);

/** tfjs's cpu runtime recommends another one on its first tensor; for tensors that only pass through, it is the right one. */
function silenceAdvertisement(): void {
  const { registry, registryFactory } = tf.engine();
  const cpu = registryFactory['cpu'];
  if (registry['cpu']) Object.assign(registry['cpu'], { firstUse: false });
  else if (cpu) {
    const shipped = cpu.factory;
    cpu.factory = () => Object.assign(shipped(), { firstUse: false });
  }
}

/** Kernels that tfjs defines and its cpu runtime lacks. */
const NEVER_ON_CPU = ['MatrixBandPart', 'LowerBound', 'UpperBound', 'FromPixels'];

/** A rule as a tfjs kernel: from tensors to values, and back to tensors without numbers. */
function recording(backend: TraceBackend, rule: Rule): tf.KernelConfig['kernelFunc'] {
  return ({ inputs, attrs }) => {
    const operands = Object.fromEntries(
      Object.entries(inputs as Record<string, tf.Tensor | null | undefined>).flatMap(([name, tensor]) =>
        tensor ? [[name, backend.value(tensor)]] : [],
      ),
    );
    const results = rule(operands, attrs, backend.graph);
    const asInfo = (value: Value): tf.TensorInfo => ({
      dataId: backend.store(value),
      shape: [...value.shape],
      dtype: value.dtype as tf.DataType,
    });
    return Array.isArray(results) ? results.map(asInfo) : asInfo(results as Value);
  };
}

function refusal(kernelName: string): tf.KernelConfig['kernelFunc'] {
  return () => {
    const op = (tf.engine().state.activeScope as { readonly name: string } | undefined)?.name.replace(/__op$/, '') ?? '';
    throw mistake(
      `tf.${op === '' ? kernelName : op} cannot be compiled: its kernel '${kernelName}' has no ONNX form here; call it outside the compiled function, or write it with other ops`,
    );
  };
}
