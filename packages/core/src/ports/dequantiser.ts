import { token } from '../injection/token.ts';
import type { RandomStream } from '../random/stream.ts';
import type { Lattice } from './dataset.ts';

/** What a dequantiser may depend on besides the data. */
export interface DequantiserContext {
  readonly lattice: Lattice;
  /** σ/α at tMin, in units of the data: the noise that the model's first time carries anyway. */
  readonly noise: number;
}

export interface Dequantised {
  /** Continuous rows, of the shape of those given. */
  readonly rows: Float32Array;
  /** log q(rows | given rows) in nats, one per row, per unit of data space. */
  readonly logDensity: Float64Array;
}

/** Spreads rows that lie on a lattice over its cells: log P(row) ≥ E_q[log p(y) − log q(y | row)]. */
export interface Dequantiser {
  /**
   * @param rows `[n, dimension]`, row-major, each value in the middle of its cell
   * @param stream the random numbers of row i
   */
  dequantise(rows: Float32Array, dimension: number, context: DequantiserContext, stream: (row: number) => RandomStream): Dequantised;
}

export const Dequantiser = token<Dequantiser>('Dequantiser');
