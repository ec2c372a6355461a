import * as tf from '@tensorflow/tfjs-core';
import { expandConstant } from '../graph/graph.ts';
import { sameShape } from '../graph/value.ts';
import type { TraceBackend } from './trace-backend.ts';
import { mistake } from './user-line.ts';

type MakeVariable = (initial: tf.Tensor, trainable?: boolean, name?: string, dtype?: tf.DataType) => tf.Variable;

/**
 * Runs f where variables can be assigned to and created, so that tfjs's optimisers can be compiled as they are. An assignment is
 * noted in the recording: what f reads afterwards is the new value, and the variable gets it after each run. A variable that is
 * created, as optimisers create their memory at the first step, is a real one on tfjs's runtime `host`, and is among `created`.
 */
export function withVariables<T>(backend: TraceBackend, host: string, f: () => T): { result: T; created: readonly tf.Variable[] } {
  const engine = tf.engine() as unknown as { makeVariable: MakeVariable };
  const { prototype } = tf.Variable;
  const assign = Object.getOwnPropertyDescriptor(prototype, 'assign') as PropertyDescriptor;
  const { makeVariable } = engine;
  const created: tf.Variable[] = [];
  prototype.assign = function (this: tf.Variable, value: tf.Tensor) {
    if (this.isDisposed) throw mistake('A compiled function assigns to a variable that is disposed; keep it while the function is in use');
    if (value.dtype !== this.dtype || !sameShape(value.shape, this.shape))
      throw mistake(`A variable of ${describe(this)} cannot be assigned ${describe(value)}; give it the same type and shape`);
    backend.assign(this, value);
  };
  engine.makeVariable = (initial, trainable, name, dtype = initial.dtype) => {
    const value = backend.value(initial);
    if (value.constant === undefined || dtype !== initial.dtype)
      throw mistake('A compiled function cannot create a variable from a tensor that it computes; create it outside, or from numbers');
    void tf.setBackend(host);
    try {
      const numbers = tf.tensor(expandConstant(value) as Float32Array, initial.shape, dtype);
      created.push(makeVariable.call(engine, numbers, trainable, name, dtype));
      numbers.dispose();
    } finally {
      void tf.setBackend(backend.name);
    }
    return created.at(-1) as tf.Variable;
  };
  try {
    return { result: f(), created };
  } finally {
    Object.defineProperty(prototype, 'assign', assign);
    Reflect.deleteProperty(engine, 'makeVariable');
  }
}

const describe = ({ dtype, shape }: tf.Tensor): string => `${dtype}[${shape.join()}]`;
