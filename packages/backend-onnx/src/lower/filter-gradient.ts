/**
 * The gradient of a convolution in its filter w, with stride s and dilation d, from x with zeros around and from dy:
 *
 *   ∂L/∂w[i, j] = Σ x[s·h + d·i, s·v + d·j] · dy[h, v]   over all images and places (h, v)
 *
 * Each is a product of two matrices that have a row for each channel. Where the stride along the first axis is 1, its positions
 * are shifts of dy instead, since h′ = h + d·i makes the summand x[h′, s·v + d·j] · dy[h′ − d·i, v]: a filter of k × k positions
 * is k products with all that its rows meet at once, which take fewer copies and are faster than k² small ones; and they come in
 * the order of the filter, so that no element moves afterwards.
 */
import { concat, pad, slice, whole, type Cut } from '../ops/pieces.ts';
import { gemm } from '../ops/products.ts';
import { reshape, transpose } from '../ops/views.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import type { Window } from './window.ts';

/** @param x, dy with channels last @returns `[...kernel, in, out]` */
export function filterGradient(x: Value, dy: Value, window: Window): Value {
  const { kernel, strides } = window;
  const [from, to] = [x.shape.at(-1) as number, dy.shape.at(-1) as number];
  const isShifted = strides[0] === 1;
  const rest = isShifted ? [1, ...kernel.slice(1)] : kernel;
  const left = concat(
    positions(rest).map((at) => asRows(met(planes(x), window, at, isShifted), from)),
    0,
  );
  const shifts = isShifted ? shifted(planes(dy), window) : [planes(dy)];
  const products = shifts.map((shift) => gemm(left, asRows(shift, to), false, true));
  return reshape(concat(products, 0), [...kernel, from, to]);
}

/** `[channels · batch, ...space]`. */
function planes(x: Value): Value {
  const last = x.shape.length - 1;
  const moved = transpose(x, [last, ...Array(last).keys()]);
  return reshape(moved, [sizeOf(moved.shape.slice(0, 2)), ...moved.shape.slice(2)]);
}

/** A row for each channel. */
const asRows = (x: Value, channels: number): Value => reshape(x, [channels, sizeOf(x.shape) / channels]);

/** dy[h′ − d·i] where h′ counts along the first axis of x, for each position i. */
function shifted(dy: Value, { input, output, kernel, dilations, before }: Window): Value[] {
  const others = output.slice(1).map((): [number, number] => [0, 0]);
  return Array.from({ length: kernel[0] as number }, (_, i) => {
    const ahead = i * (dilations[0] as number) - (before[0] as number);
    return pad(dy, [[0, 0], [ahead, (input[0] as number) - (output[0] as number) - ahead], ...others]);
  });
}

/**
 * What position `at` of the filter meets; along the first axis all of x where dy is shifted instead. Without strides one operator
 * pads or crops either end; with strides the planes are cut axis by axis, the last one first, so that positions share cuts.
 */
function met(x: Value, { input, output, strides, dilations, before, after }: Window, at: readonly number[], isShifted: boolean): Value {
  const cuts = at.map((position, i): Required<Cut> => {
    const start = position * (dilations[i] as number) - (before[i] as number);
    return isShifted && i === 0
      ? { start: 0, count: input[0] as number, step: 1 }
      : { start, count: output[i] as number, step: strides[i] as number };
  });
  if (cuts.every(({ step }) => step === 1))
    return pad(x, [[0, 0], ...cuts.map(({ start, count }, i): [number, number] => [-start, start + count - (input[i] as number)])]);
  const around = pad(x, [[0, 0], ...before.map((n, i): [number, number] => [n, after[i] as number])]);
  return cuts.reduceRight((found, { start, ...cut }, i) => {
    const along = { start: start + (before[i] as number), ...cut };
    return slice(
      found,
      found.shape.map((n, axis) => (axis === i + 1 ? along : whole(n))),
    );
  }, around);
}

/** Every position of a kernel, the last axis fastest. */
export const positions = (kernel: readonly number[]): number[][] =>
  kernel.reduce<number[][]>((found, n) => found.flatMap((at) => Array.from({ length: n }, (_, i) => [...at, i])), [[]]);
