/**
 * Convolutions as matrix products over patches: a row for each place of the result, with all that the filter meets there
 * (Chellapilla et al. 2006). The filter is a matrix as it lies, so that none of the three products moves its elements, which costs more
 * than the arithmetic where a filter has more elements than its images, as deep in a U-Net.
 */
import { add } from '../ops/elementwise.ts';
import { concat, pad, slice, whole } from '../ops/pieces.ts';
import { gemm } from '../ops/products.ts';
import { reshape } from '../ops/views.ts';
import { sizeOf, type Value } from '../graph/value.ts';
import { positions } from './filter-gradient.ts';
import type { Window } from './window.ts';

/** Whether the results of all rows have fewer places than channels, and always will. @param to channels of the result */
export const isSmall = ({ graph, shape }: Value, { output }: Window, to: number): boolean =>
  graph.tuned && (shape[0] as number) * sizeOf(output) < to;

const asMatrix = (x: Value): Value => reshape(x, [sizeOf(x.shape.slice(0, -1)), x.shape.at(-1) as number]);

/** @param filter `[...kernel, in, out]` */
export const patchConvolution = (x: Value, filter: Value, window: Window): Value =>
  reshape(gemm(patches(x, window), asMatrix(filter)), [x.shape[0] as number, ...window.output, filter.shape.at(-1) as number]);

export const patchFilterGradient = (x: Value, dy: Value, window: Window): Value =>
  reshape(gemm(patches(x, window), asMatrix(dy), true), [...window.kernel, x.shape.at(-1) as number, dy.shape.at(-1) as number]);

/** Each place's share of the gradient in its patch, added up where patches overlap; stride 1. */
export function patchInputGradient(dy: Value, filter: Value, { input, output, kernel, dilations, before }: Window): Value {
  const [batch, from] = [dy.shape[0] as number, filter.shape.at(-2) as number];
  const taps = positions(kernel);
  const shares = reshape(gemm(asMatrix(dy), asMatrix(filter), false, true), [batch, ...output, taps.length * from]);
  const placed = taps.map((at, tap) => {
    const cuts = shares.shape.map((n, axis) => (axis === shares.shape.length - 1 ? { start: tap * from, count: from } : whole(n)));
    const shifts = at.map((position, i): [number, number] => {
      const ahead = position * (dilations[i] as number) - (before[i] as number);
      return [ahead, (input[i] as number) - (output[i] as number) - ahead];
    });
    return pad(slice(shares, cuts), [[0, 0], ...shifts, [0, 0]]);
  });
  return placed.reduce((sum, share) => add(sum, share));
}

/** @returns `[batch · places, taps · channels]` */
function patches(x: Value, { output, kernel, strides, dilations, before, after }: Window): Value {
  const around = pad(x, [[0, 0], ...before.map((n, i): [number, number] => [n, after[i] as number]), [0, 0]]);
  const cuts = positions(kernel).map((at) =>
    slice(around, [
      whole(x.shape[0] as number),
      ...at.map((position, i) => ({
        start: position * (dilations[i] as number),
        count: output[i] as number,
        step: strides[i] as number,
      })),
      whole(x.shape.at(-1) as number),
    ]),
  );
  return asMatrix(concat(cuts, x.shape.length - 1));
}
