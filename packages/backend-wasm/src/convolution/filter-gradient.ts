import * as tf from '@tensorflow/tfjs-core';
import { Composition, view } from '../kernels.ts';
import { registerMissing } from '../replace-kernel.ts';

/**
 * tfjs-backend-wasm has no gradient of a convolution in its filter. With x padded and s the stride it is one matrix product a tap,
 * dW[i, j] = Σ over images and places of x[s·row + i, s·column + j]ᵀ · dy[row, column].
 */
export function addFilterGradient(): void {
  registerMissing('Conv2DBackpropFilter', ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as { x: tf.TensorInfo; dy: tf.TensorInfo };
    const { strides, pad, dimRoundingMode, filterShape } = attrs as unknown as tf.Conv2DBackpropFilterAttrs;
    const shape = x.shape as [number, number, number, number];
    const conv = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
    const { batchSize, inChannels, outChannels, outHeight, outWidth, strideHeight, strideWidth, padInfo } = conv;
    const places = batchSize * outHeight * outWidth;
    const paddings = [[0, 0], [padInfo.top, padInfo.bottom], [padInfo.left, padInfo.right], [0, 0]]; // prettier-ignore
    const own = new Composition(backend);
    const isPadded = paddings.flat().some((n) => n > 0);
    const padded = isPadded ? own.run('PadV2', { x }, { paddings, constantValue: 0 }) : x;
    const [rows, columns] = [(outHeight - 1) * strideHeight + 1, (outWidth - 1) * strideWidth + 1];
    const taps: tf.TensorInfo[] = [];
    for (let i = 0; i < conv.filterHeight; i++)
      for (let j = 0; j < conv.filterWidth; j++) {
        const seen = own.run('StridedSlice', { x: padded }, {
          ...NO_MASKS,
          begin: [0, i, j, 0],
          end: [batchSize, i + rows, j + columns, inChannels],
          strides: [1, strideHeight, strideWidth, 1],
        }); // prettier-ignore
        const operands = { a: view(seen, [1, places, inChannels]), b: view(dy, [1, places, outChannels]) };
        taps.push(view(own.run('BatchMatMul', operands, { transposeA: true, transposeB: false }), [inChannels, outChannels]));
      }
    return own.result(own.run('Concat', taps, { axis: 0 }), [...filterShape]);
  });
}

const NO_MASKS = { beginMask: 0, endMask: 0, ellipsisMask: 0, newAxisMask: 0, shrinkAxisMask: 0 };
