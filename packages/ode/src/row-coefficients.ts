import type { OdeSegment, OdeState } from '@partita/core';
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Pace } from './pace.ts';

/**
 * A segment's coefficients at the times of every row, evaluated on the host: the rows of one stage below those of the one
 * before, `[nodes·batch, n]`. Rows that stand at the same time share one evaluation.
 * @param nodes c of the stages, each a part of the row's step
 */
export function rowCoefficients<S extends OdeState>(
  { coefficients }: Pick<OdeSegment<S>, 'coefficients'>,
  nodes: readonly number[],
  paces: readonly Pick<Pace, 'u' | 'h' | 'next'>[],
): Tensor2D {
  const known = new Map<number, readonly number[]>();
  const at = (u: number): readonly number[] => {
    const values = known.get(u) ?? coefficients(u);
    known.set(u, values);
    return values;
  };
  const rows = nodes.flatMap((c) => paces.map((pace) => [...at(c === 1 ? pace.next : pace.u + c * pace.h)]));
  return tf.tensor2d(rows.flat(), [rows.length, rows[0]?.length ?? 0]);
}
