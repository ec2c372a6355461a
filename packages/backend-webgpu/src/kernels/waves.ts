/**
 * Sine and cosine to the accuracy of single precision. WGSL asks its own for an absolute error of 2⁻¹¹ within ±π and for nothing
 * outside, while Fourier features take them of hundreds of radians. Here
 *
 *     sin x = (−1)ᵏ·sin r,  k = round(x/π),  r = x − k·π in ±π/2,      cos x = −(−1)ᵏ·sin r,  k = floor(x/π),  r = x − (k + ½)·π,
 *
 * with π in three parts of few digits, so that k times the first two is exact for |x| below 10⁴ (Cody and Waite 1980), and Taylor's
 * polynomial of degree 13, which is off by 7·10⁻¹⁰ at most.
 */
import { webgpu_util, type WebGPUBackend, type WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import type * as tf from '@tensorflow/tfjs-core';
import { replaceKernel } from './replace-kernel.ts';

export function repairWaves(): void {
  replaceKernel('Sin', () =>
    wave('sin', 'let k = round(x * 0.3183098861837907); let half_turns = k; let sign = select(1.0, -1.0, odd(k));'),
  );
  replaceKernel('Cos', () =>
    wave('cos', 'let k = floor(x * 0.3183098861837907); let half_turns = k + 0.5; let sign = select(-1.0, 1.0, odd(k));'),
  );
}

/** @param turns WGSL that finds `half_turns` and `sign` of `x` */
const wave =
  (name: string, turns: string): tf.KernelConfig['kernelFunc'] =>
  ({ inputs, backend }) => {
    const x = inputs['x'] as tf.TensorInfo;
    return (backend as WebGPUBackend).runWebGPUProgram(programOf(name, turns, x.shape), [x], 'float32');
  };

function programOf(name: string, turns: string, outputShape: number[]): WebGPUProgram {
  const workgroupSize: [number, number, number] = [64, 1, 1];
  const dispatchLayout = webgpu_util.flatDispatchLayout(outputShape);
  const dispatch = webgpu_util.computeDispatch(dispatchLayout, outputShape, workgroupSize);
  const code = `
    fn odd(k : f32) -> bool { return k - 2.0 * floor(0.5 * k) > 0.5; }

    fn wave(x : f32) -> f32 {
      ${turns}
      let r = ((x - half_turns * 3.140625) - half_turns * 9.67502593994140625e-4) - half_turns * 1.509957990978376432e-7;
      let q = r * r;
      let s = (((((1.6059043837e-10 * q - 2.5052108385e-8) * q + 2.7557319224e-6) * q - 1.9841269841e-4) * q + 8.3333333333e-3) * q - 1.6666666667e-1) * q;
      return sign * (r + r * s);
    }

    fn main(index : i32) {
      if (index < uniforms.size) { setOutputAtIndex(index, wave(getXByOutputIndex(index))); }
    }`;
  return {
    outputShape,
    workgroupSize,
    dispatchLayout,
    dispatch,
    variableNames: ['X'],
    size: true,
    shaderKey: `partita-${name}`,
    getUserCode: () => code,
  };
}
