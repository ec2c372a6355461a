import { compileTree } from './run/compile.ts';
import type { RunOptions } from './run/options.ts';
import { traceBackend } from './trace/register.ts';

/** A compiled function of any arguments. */
export interface Jitted<A extends readonly unknown[], R> {
  (...inputs: A): R;
  /** Frees what compilation holds; the function cannot be called afterwards. */
  dispose(): void;
}

/**
 * Compiles a function written in tfjs ops, whose only effect is assigning to variables, as tfjs's optimisers do. Arguments and result are tensors, or objects and lists of them; other
 * arguments (numbers, texts) are part of the signature. Gradients taken inside the function are compiled with it; under a
 * gradient taken outside, the function runs op by op. Results are tensors of tfjs's current runtime and belong to the caller.
 *
 * @example const step = jit((w: tf.Tensor2D, x: tf.Tensor2D) => tf.sub(w, tf.mul(0.1, tf.grad((v) => tf.mean(tf.square(tf.matMul(x, v))))(w))));
 */
export function jit<A extends readonly unknown[], R>(f: (...inputs: A) => R, options: RunOptions = {}): Jitted<A, R> {
  traceBackend();
  const compiled = compileTree((inputs) => f(...(inputs as A)), options);
  const call = (...inputs: A): R => compiled(inputs) as R;
  return Object.assign(call, { dispose: () => compiled.dispose() });
}
