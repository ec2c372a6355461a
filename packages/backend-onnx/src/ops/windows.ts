/** ONNX's sliding windows; channels first. */
import type { Attributes, Value } from '../graph/value.ts';

/** @param weights `[out, in / groups, ...kernel]` */
export const convolve = (x: Value, weights: Value, output: readonly number[], attributes: Attributes): Value =>
  x.graph.apply('Conv', [x, weights], [x.shape[0] as number, weights.shape[0] as number, ...output], 'float32', attributes);

/** @param weights `[in, out / groups, ...kernel]` */
export const convolveTransposed = (x: Value, weights: Value, output: readonly number[], attributes: Attributes): Value => {
  const channels = (weights.shape[1] as number) * ((attributes['group'] as number | undefined) ?? 1);
  return x.graph.apply('ConvTranspose', [x, weights], [x.shape[0] as number, channels, ...output], 'float32', attributes);
};

export const averagePool = (x: Value, output: readonly number[], attributes: Attributes): Value =>
  x.graph.apply('AveragePool', [x], [...x.shape.slice(0, 2), ...output], 'float32', attributes);

/** The maxima, and where they are in x as flat positions. */
export function maxPool(x: Value, output: readonly number[], attributes: Attributes): readonly [Value, Value] {
  const shape = [...x.shape.slice(0, 2), ...output];
  const results = [
    { shape, dtype: 'float32' },
    { shape, dtype: 'int64' },
  ] as const;
  return x.graph.applyMany('MaxPool', [x], results, attributes) as readonly [Value, Value];
}

/** Every pixel as a block of equal ones, a whole number of times larger. */
export const repeatPixels = (x: Value, output: readonly number[]): Value => {
  const shape = [...x.shape.slice(0, 2), ...output];
  const attributes = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' };
  return x.graph.apply('Resize', [x, undefined, undefined, x.graph.ints(shape)], shape, x.dtype, attributes);
};
