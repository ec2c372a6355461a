import type { TimeRange } from '../time/interval.ts';

/** A pilot network's losses at the noise levels of one stretch of time, (start, end]. */
export interface ProfileBin extends TimeRange {
  /** How far log-SNR falls over the bin. */
  readonly width: number;
  /** E‖ε − ε̂‖², summed over coordinates; ½·loss·width are the bin's nats of the variational bound. */
  readonly loss: number;
  /** E‖ε − ε̂‖⁴: with the loss, its spread over rows. */
  readonly squaredLoss: number;
  /** Trace of the covariance of one row's gradient of the loss. */
  readonly gradientVariance: number;
}

/** What a pilot loses where: bins in order of time that cover (tMin, T], equally wide in log-SNR. */
export type LossProfile = readonly ProfileBin[];
