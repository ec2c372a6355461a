import type { Backend } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Check } from './check.ts';
import { numbersOf, read, worstError } from './numbers.ts';
import { OPS } from './ops/index.ts';
import type { Op } from './ops/op.ts';

/** The ops forward, then their gradients. */
export const opChecks = (): Check[] => [
  ...OPS.map(({ forward, ...op }): Check => ({
    group: 'ops',
    name: op.name,
    tolerance: forward,
    async measure({ backend, reference }) {
      const [found, expected] = [await forwardOn(backend, op), await forwardOn(reference, op)];
      return found.shape.join() === expected.shape.join() ? worstError(found.values, expected.values) : Infinity;
    },
  })),
  ...OPS.flatMap(({ backward, ...op }): Check[] =>
    backward === null
      ? []
      : [
          {
            group: 'gradients',
            name: op.name,
            tolerance: backward,
            async measure({ backend, reference }) {
              const { shape } = await forwardOn(reference, op);
              const [found, expected] = [await backwardOn(backend, op, shape), await backwardOn(reference, op, shape)];
              return expected.reduce((worst, values, i) => Math.max(worst, worstError(found[i] ?? [], values)), 0);
            },
          },
        ],
  ),
];

type Function = Pick<Op, 'operands' | 'apply'>;

interface Value {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

async function forwardOn(backend: Backend, { operands, apply }: Function): Promise<Value> {
  const [y] = await runOn(backend, (xs) => [apply(...xs)], operands.map(tensorOf));
  return y as Value;
}

/** Gradients of Σ w·f(x) in every operand that can move, w fixed. */
async function backwardOn(backend: Backend, { operands, apply }: Function, shape: readonly number[]): Promise<ArrayLike<number>[]> {
  const moving = [...operands.keys()].filter((i) => operands[i]?.isIndex !== true);
  const gradients = ([weights, ...xs]: tf.Tensor[]): tf.Tensor[] =>
    tf.grads((...moved) => apply(...xs.map((x, i) => (moving.includes(i) ? (moved[moving.indexOf(i)] as tf.Tensor) : x))))(
      moving.map((i) => xs[i] as tf.Tensor),
      weights,
    );
  const results = await runOn(
    backend,
    gradients,
    [{ shape, low: -1, high: 1 }, ...operands].map((each, i) => tensorOf(each, i - 1)),
  );
  return results.map(({ values }) => values);
}

/** @param operands made once the backend has started, so that they are its own */
async function runOn(
  backend: Backend,
  f: (operands: tf.Tensor[]) => tf.Tensor[],
  operands: readonly (() => tf.Tensor)[],
): Promise<Value[]> {
  await backend.start();
  const program = backend.compile((inputs: Record<string, tf.Tensor>) => named(f(operands.map((_, i) => inputs[i] as tf.Tensor))));
  const inputs = named(operands.map((make) => make()));
  try {
    const results = Object.values(program(inputs));
    const values = await read(results);
    const found = results.map(({ shape }, i) => ({ shape, values: values[i] as ArrayLike<number> }));
    tf.dispose(results);
    return found;
  } finally {
    tf.dispose(inputs);
    program.dispose();
  }
}

const named = (tensors: readonly tf.Tensor[]): Record<string, tf.Tensor> => Object.fromEntries(tensors.entries());

const tensorOf = (operand: Op['operands'][number], index: number) => (): tf.Tensor =>
  tf.tensor(numbersOf(operand, index + 1), [...operand.shape], operand.isIndex === true ? 'int32' : 'float32');
