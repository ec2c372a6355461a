import * as tf from '@tensorflow/tfjs-core';
import { Composition } from '../kernels.ts';
import { replaceKernel } from '../replace-kernel.ts';

/**
 * tfjs-backend-wasm finds the gradient of a convolution in its input ten times slower than the convolution itself. With stride 1 it
 * is a convolution too: of dy with the filter turned round and its channels swapped.
 */
export function repairInputGradient(): void {
  replaceKernel('Conv2DBackpropInput', (shipped) => (call) => {
    const { dy, filter } = call.inputs as { dy: tf.TensorInfo; filter: tf.TensorInfo };
    const { strides, pad, dimRoundingMode, inputShape } = call.attrs as unknown as tf.Conv2DBackpropInputAttrs;
    const filterShape = filter.shape as [number, number, number, number];
    const conv = tf.backend_util.computeConv2DInfo(inputShape, filterShape, strides, 1, pad, dimRoundingMode);
    const { filterHeight, filterWidth, padInfo } = conv;
    const [top, bottom] = [filterHeight - 1 - padInfo.top, filterHeight - 1 - padInfo.bottom];
    const [left, right] = [filterWidth - 1 - padInfo.left, filterWidth - 1 - padInfo.right];
    if (conv.strideHeight !== 1 || conv.strideWidth !== 1 || Math.min(top, bottom, left, right) < 0) return shipped(call);
    const own = new Composition(call.backend);
    const turned = own.run('Reverse', { x: filter }, { dims: [0, 1] });
    const swapped = own.run('Transpose', { x: turned }, { perm: [0, 1, 3, 2] });
    const padding = [[0, 0], [top, bottom], [left, right], [0, 0]]; // prettier-ignore
    const attrs = { strides: 1, pad: padding, dataFormat: 'NHWC', dilations: [1, 1], dimRoundingMode };
    return own.result(own.run('Conv2D', { x: dy, filter: swapped }, attrs), [...inputShape]);
  });
}
