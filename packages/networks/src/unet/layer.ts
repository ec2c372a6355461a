import type { Initialiser, Parameters, ParameterSpec } from '@partita/core';
import type { Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** What a layer sees beside the image. */
interface Surroundings {
  /** Of the time, `[batch, width]` or `[1, width]`; absent in networks that do not see it. */
  readonly embedding?: Tensor2D | undefined;
  /** Uniform numbers of the whole network, `[batch, draws]`; absent but in training. */
  readonly drawn?: Tensor2D | undefined;
}

/** A part of a network on images `[batch, height, width, channels]`: a pure function and the list of its parameters. */
export interface Layer {
  readonly parameters: readonly ParameterSpec[];
  apply(parameters: Parameters, x: Tensor4D, surroundings?: Surroundings): Tensor4D;
}

/** Whether a layer starts at 0, so that what is added to its result is all there is at first. */
export interface Start {
  readonly zero?: boolean;
}

/** Uniform with variance 2/(fanIn + fanOut) (Glorot & Bengio 2010), as DDPM starts; or zeros. */
export const glorot = (fanIn: number, fanOut: number, { zero = false }: Start = {}): Initialiser => ({
  distribution: 'uniform',
  scale: zero ? 0 : Math.sqrt(6 / (fanIn + fanOut)),
});

export const ZEROS: Initialiser = { distribution: 'uniform', scale: 0 };
