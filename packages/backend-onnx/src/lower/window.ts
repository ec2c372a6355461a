/**
 * The geometry that convolutions and pooling share, for any number of spatial axes. tfjs keeps channels last
 * (`[batch, ...space, channels]`), ONNX first; tfjs works out its paddings, which are made explicit here.
 */
import * as tf from '@tensorflow/tfjs-core';
import { transpose } from '../ops/views.ts';
import type { Attributes, Value } from '../graph/value.ts';

/** One number an axis. */
export interface Window {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  /** Zeros before the first and after the last element. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

type Padding = 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
type Rounding = 'floor' | 'round' | 'ceil';

export interface WindowAttributes {
  readonly strides: number | number[];
  readonly dilations?: number | number[];
  readonly pad: Padding;
  readonly dimRoundingMode?: Rounding;
  readonly dataFormat?: string;
}

export const isChannelsFirst = ({ dataFormat }: { readonly dataFormat?: string }): boolean =>
  dataFormat === 'NCHW' || dataFormat === 'NCDHW';

/** @param shape of the operand, channels last */
export function windowOf(
  shape: readonly number[],
  kernel: readonly number[],
  { strides, dilations = 1, pad, dimRoundingMode }: WindowAttributes,
): Window {
  const filter = [...kernel, shape.at(-1) as number, 1];
  const info =
    kernel.length === 2
      ? tf.backend_util.computeConv2DInfo(shape as never, filter as never, strides as never, dilations as never, pad, dimRoundingMode)
      : tf.backend_util.computeConv3DInfo(
          shape as never,
          filter as never,
          strides as never,
          dilations as never,
          pad as 'same',
          false,
          'channelsLast',
          dimRoundingMode,
        );
  const { padInfo, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  const isDeep = 'strideDepth' in info;
  const deep = <T>(value: T): T[] => (isDeep ? [value] : []);
  const geometry = {
    input: shape.slice(1, -1),
    output: info.outShape.slice(1, -1),
    kernel,
    strides: [...deep((info as { strideDepth?: number }).strideDepth as number), strideHeight, strideWidth],
    dilations: [...deep((info as { dilationDepth?: number }).dilationDepth as number), dilationHeight, dilationWidth],
    before: [...deep((padInfo as { front?: number }).front as number), padInfo.top, padInfo.left],
  };
  return { ...geometry, after: geometry.output.map((_, i) => Math.max(0, reach(geometry, i) - (geometry.input[i] as number))) };
}

/** Where the last window ends, counted from the first real element. */
function reach({ output, strides, kernel, dilations, before }: Omit<Window, 'after'>, i: number): number {
  const extent = ((kernel[i] as number) - 1) * (dilations[i] as number) + 1;
  return ((output[i] as number) - 1) * (strides[i] as number) + extent - (before[i] as number);
}

export const windowAttributes = ({ kernel, strides, dilations, before, after }: Window): Attributes => ({
  kernel_shape: kernel,
  strides,
  ...(dilations.every((n) => n === 1) ? {} : { dilations }),
  pads: [...before, ...after],
});

const axes = (rank: number): number[] => [...Array(rank).keys()];

export const channelsFirst = (x: Value): Value => transpose(x, [0, x.shape.length - 1, ...axes(x.shape.length - 1).slice(1)]);

export const channelsLast = (x: Value): Value => transpose(x, [0, ...axes(x.shape.length).slice(2), 1]);
