import { runtime } from '#platform';
import { encodeModel } from '../encode/model.ts';
import { Graph } from '../graph/graph.ts';
import { toBlocks } from '../passes/blocked-convolutions.ts';
import { isOnProcessor, sessionOptions, type RunOptions } from './options.ts';

/** More channels than any block has. */
const CHANNELS = 64;

let known: number | undefined;

/**
 * How many channels ONNX Runtime's convolutions in blocks take at a time, which depends on the processor (16 with AVX-512, 8 with
 * AVX2); 1 where they are missing. Found by putting an image of two pixels in blocks: its second pixel follows the first block.
 */
export function channelBlock(options: RunOptions): number {
  return isOnProcessor(options) ? (known ??= findBlock()) : 1;
}

function findBlock(): number {
  const { Session, Tensor, providers } = runtime();
  const graph = new Graph();
  const image = graph.input([1, CHANNELS, 1, 2], 'float32');
  const node = toBlocks(image);
  const model = encodeModel({ graph, nodes: [node], outputs: node.outputs }, { inputs: new Map([[image, 'image']]), outputs: ['blocks'] });
  const isSecondPixel = Float32Array.from({ length: 2 * CHANNELS }, (_, i) => i % 2);
  const session = new Session();
  try {
    session.loadModel(model.buffer, model.byteOffset, model.byteLength, sessionOptions({}, providers));
    const { blocks } = session.run({ image: new Tensor('float32', isSecondPixel, image.shape) }, { blocks: null }, {});
    session.dispose();
    return (blocks?.data as Float32Array).indexOf(1);
  } catch {
    return 1;
  }
}
