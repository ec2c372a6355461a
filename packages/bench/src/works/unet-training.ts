import * as tf from '@tensorflow/tfjs-core';
import { unetBlockGradients, unetBlockParameters, type UNetBlockSizes } from '../unet-block.ts';
import { ONLY, type Programs, type Work } from './work.ts';
import { waveTensor } from './wave.ts';

const SIZES: UNetBlockSizes = { batch: 16, side: 32, channels: 64, groups: 8, embedding: 128 };

/** The U-Net block forward and backward: its loss and the gradient of every parameter. */
export const unetTraining = (settings: UNetBlockSizes = SIZES): Work => ({
  name: 'unet-block',
  title: `U-Net blocks forward and backward, ${settings.batch} images of ${settings.side}×${settings.side}×${settings.channels}`,
  settings,
  flops: unetFlops(settings),
});

/** Forward and two gradients of each product, but for the gradients to the block's inputs, of which the first convolution's is needed. */
export function unetFlops({ batch, side, channels: c, embedding }: UNetBlockSizes): number {
  const [pixels, quarter] = [side * side, (side * side) / 4];
  const convolutions = (3 * pixels + quarter) * 9 * c * c + pixels * 2 * c * c;
  const attention = quarter * 4 * c * c + 2 * quarter * quarter * c;
  return 2 * batch * (3 * (convolutions + attention) + 2 * embedding * c);
}

export const unetPrograms: Programs<UNetBlockSizes> = (backend, sizes) => [
  {
    choice: ONLY,
    make() {
      const { batch, side, channels, embedding } = sizes;
      const image = [batch, side, side, channels] as [number, number, number, number];
      const parameters = Object.fromEntries(
        unetBlockParameters(sizes).map(({ name, shape, initialiser: { scale } }, slot) => [
          name,
          waveTensor([...shape] as number[], slot, scale),
        ]),
      );
      const inputs = {
        x: waveTensor<tf.Rank.R4>(image, 100),
        embedding: waveTensor<tf.Rank.R2>([batch, embedding], 101),
        target: waveTensor<tf.Rank.R4>(image, 102),
      };
      const differentiate = backend.compile(unetBlockGradients(sizes));
      let last: ReturnType<typeof differentiate> | undefined;
      return {
        iterate() {
          tf.dispose(last);
          last = differentiate({ parameters, inputs });
        },
        settle: async () => last?.loss.data(),
        values: async () => [
          ...((await last?.loss.data<'float32'>()) ?? []),
          ...(await Promise.all(Object.values(last?.gradients ?? {}).map((gradient) => norm(gradient)))),
        ],
        dispose() {
          tf.dispose([parameters, inputs, last ?? []]);
          differentiate.dispose();
        },
      };
    },
  },
];

/** The Euclidean norm of a tensor, in double precision. */
const norm = async (x: tf.Tensor): Promise<number> => Math.sqrt((await x.data<'float32'>()).reduce((sum, value) => sum + value * value, 0));
