import { repairAddN } from './add-n.ts';
import { repairPad } from './pad.ts';
import { repairWaves } from './waves.ts';

/** Puts right what tfjs-backend-webgpu 4.22 does not compute, or not well enough. */
export function repairKernels(): void {
  repairAddN();
  repairPad();
  repairWaves();
}
