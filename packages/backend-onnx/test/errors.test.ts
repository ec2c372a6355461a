import { PartitaError } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { OnnxBackend, jit, traceToOnnx } from '@partita/backend-onnx';

const x = (): tf.Tensor1D => tf.tensor1d([1, -2, 3]);

/** What a function says when it is compiled and called, and that nothing is left of it. */
function complaint(f: (x: tf.Tensor) => unknown): string {
  const compiled = jit(f);
  const operand = x();
  try {
    compiled(operand);
  } catch (error) {
    expect(error).toBeInstanceOf(PartitaError);
    return (error as Error).message;
  } finally {
    operand.dispose();
    compiled.dispose();
  }
  throw new Error('no complaint');
}

const HERE = /errors\.test\.ts:\d+/;

describe('what cannot be compiled is said in one sentence', () => {
  beforeAll(() => new OnnxBackend().start());
  let before = 0;
  beforeEach(() => void (before = tf.memory().numTensors));
  afterEach(() => {
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.getBackend()).toBe('cpu');
  });

  it('reading numbers', () => {
    expect(complaint((v) => tf.mul(v, v.dataSync()[0] as number))).toMatch(
      /cannot read the numbers of a tensor .*return the tensor.*tf\.where.*errors\.test\.ts:\d+/s,
    );
    expect(complaint((v) => (void v.data(), tf.square(v)))).toMatch(HERE);
    expect(complaint((v) => tf.tensor(v.arraySync() as number[]))).toMatch(/arraySync/);
  });

  it('control flow that depends on a number', () => {
    expect(complaint((v) => ((tf.max(v).arraySync() as number) > 0 ? tf.square(v) : v))).toMatch(/tf\.where/);
  });

  it('reading inside a gradient leaves nothing behind', () => {
    expect(complaint((v) => tf.grad((w: tf.Tensor) => tf.mul(tf.tanh(tf.exp(w)), w.dataSync()[0] as number))(v))).toMatch(HERE);
  });

  it('an async function', () => {
    expect(complaint(async (v) => tf.square(v))).toMatch(/must not be async/);
    expect(complaint(async (v) => tf.mul(v, (await v.data())[0] as number))).toMatch(/cannot read the numbers/);
  });

  it('random numbers', () => {
    const random = Math.random;
    expect(complaint((v) => tf.add(v, tf.randomNormal([3])))).toMatch(/cannot draw random numbers.*pass them in/);
    expect(Math.random).toBe(random);
  });

  it('assigning what does not fit, creating a variable from a result, or at every call', () => {
    const [zero, one] = [tf.scalar(0), tf.scalar(1)];
    const variable = tf.variable(zero);
    expect(complaint((v) => (variable.assign(v as tf.Scalar), v))).toMatch(
      /variable of float32\[\] cannot be assigned float32\[3\].*errors/,
    );
    expect(complaint((v) => tf.variable(tf.square(v), true, 'inner'))).toMatch(/cannot create a variable from a tensor that it computes/);
    expect(tf.engine().state.registeredVariables).not.toHaveProperty('inner');
    const made: tf.Variable[] = [];
    expect(complaint((v) => (made.push(tf.variable(tf.zeros([3]))), tf.add(v, made.at(-1) as tf.Tensor)))).toMatch(
      /creates a variable at every call/,
    );
    expect(() => traceToOnnx(() => (variable.assign(one), tf.scalar(2)), {})).toThrow(/cannot assign to variables/);
    tf.dispose([zero, one, variable, made[0]]);
  });

  it('a kernel without an ONNX form', () => {
    expect(complaint((v) => tf.unique(v).values)).toMatch(/tf\.unique cannot be compiled: its kernel 'Unique' .*errors\.test\.ts/);
    expect(complaint((v) => tf.spectral.rfft(v))).toMatch(/cannot be compiled: its kernel/);
  });

  it('texts and complex numbers', () => {
    expect(complaint(() => tf.tensor(['a']))).toMatch(/not string/);
    expect(complaint((v) => tf.abs(tf.complex(v, v)))).toMatch(/cannot be compiled/);
  });

  it('a captured tensor that is disposed, before or after it is recorded', () => {
    const [gone, kept] = [x(), x()];
    gone.dispose();
    expect(complaint((v) => tf.add(v, gone))).toMatch(/disposed/);
    const compiled = jit((v: tf.Tensor) => tf.add(v, kept));
    const operand = x();
    tf.dispose(compiled(operand));
    kept.dispose();
    expect(() => compiled(operand)).toThrow(/from outside that was disposed after it was compiled.*errors\.test\.ts:\d+/);
    compiled.dispose();
    operand.dispose();
    expect(() => compiled(operand)).toThrow(/after it was disposed.*errors\.test\.ts:\d+/);
  });

  it('an input that is disposed', () => {
    const compiled = jit((v: tf.Tensor) => tf.square(v));
    const operand = x();
    operand.dispose();
    expect(() => compiled(operand)).toThrow(PartitaError);
    tf.tidy(() => void compiled(x()));
    expect(() => compiled(operand)).toThrow(/called with a tensor \[3\] that is disposed.*errors\.test\.ts:\d+/);
    compiled.dispose();
  });

  it('a tensor of another recording', () => {
    let kept: tf.Tensor | undefined;
    const first = jit((v: tf.Tensor) => (kept = tf.square(v)));
    const operand = x();
    tf.dispose(first(operand));
    expect(complaint((v) => tf.add(v, kept as tf.Tensor))).toMatch(/another recording|disposed/);
    tf.dispose(operand);
    first.dispose();
  });

  it('too many signatures', () => {
    const compiled = jit((v: tf.Tensor) => tf.square(v), { cacheLimit: 2 });
    const call = (n: number): void => tf.tidy(() => void compiled(tf.zeros([n])));
    call(1);
    call(2);
    call(1);
    expect(() => call(3)).toThrow(/more than 2 input signatures.*pad or cut batches.*cacheLimit \(.*errors\.test\.ts:\d+\)\.$/);
    compiled.dispose();
  });

  it('tensors that do not fit into memory, and goes on', () => {
    const outer = jit((v: tf.Tensor) => tf.matMul(tf.reshape(v, [-1, 1]), tf.reshape(v, [1, -1])));
    const call = (n: number): tf.Tensor => tf.tidy(() => outer(tf.zeros([n])));
    expect(() => call(2_000_000)).toThrow(
      /^A compiled function does not fit into memory: one of its tensors takes 14902 GiB; call it with smaller batches.*errors\.test\.ts:\d+\)\.$/,
    );
    const small = call(2);
    expect(small.shape).toEqual([2, 2]);
    small.dispose();
    outer.dispose();
    expect(complaint(() => tf.zeros([1e6, 1e6]))).toMatch(/does not fit into memory.*errors\.test\.ts:\d+\)\.$/);
  });

  it('a provider that is not there', async () => {
    const missing = 'coreml' as 'cuda'; // macOS only, and not among ours
    await expect(new OnnxBackend({ provider: missing }).start()).rejects.toThrow(/has no execution provider 'coreml'.*cpu/);
  });

  it('no result, or a foreign one', () => {
    expect(complaint(() => ({}))).toMatch(/must return a tensor or assign to a variable/);
    expect(complaint((v) => ({ v, when: new Date(0) }))).toMatch(/trees of tensors; 'when'/);
  });
});
