/** Kernels that make tensors from numbers alone: constants of the program. */
import type * as tf from '@tensorflow/tfjs-core';
import type { Graph } from '../graph/graph.ts';
import type { DType, Value } from '../graph/value.ts';
import type { In, Rules } from './rule.ts';

function counted(graph: Graph, count: number, at: (i: number) => number, dtype: 'float32' | 'int32'): Value {
  const values = Array.from({ length: count }, (_, i) => at(i));
  return graph.constant(dtype === 'int32' ? Int32Array.from(values) : Float32Array.from(values), [count], dtype);
}

export const creation: Rules = {
  ZerosLike: ({ x }: In<'x'>) => x.graph.constant(0, x.shape, x.dtype),
  OnesLike: ({ x }: In<'x'>) => x.graph.constant(1, x.shape, x.dtype),
  Fill: (_: unknown, { shape, value, dtype }: tf.FillAttrs, graph: Graph) => {
    const type = (dtype as DType | undefined) ?? 'float32';
    return graph.constant(type === 'float32' ? Math.fround(Number(value)) : Number(value), shape, type);
  },
  Range: (_: unknown, { start, stop, step, dtype }: tf.RangeAttrs, graph: Graph) => {
    const isEmpty = start === stop || (start < stop && step < 0) || (stop < start && step > 1);
    const by = stop < start && step === 1 ? -1 : step;
    return counted(graph, isEmpty ? 0 : Math.abs(Math.ceil((stop - start) / by)), (i) => start + i * by, dtype);
  },
  LinSpace: (_: unknown, { start, stop, num }: tf.LinSpaceAttrs, graph: Graph) =>
    counted(graph, num, (i) => start + (i * (stop - start)) / (num - 1), 'float32'),
};
