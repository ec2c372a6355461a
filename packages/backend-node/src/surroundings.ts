import type { Device } from './device.ts';

/**
 * Environment variables that TensorFlow reads when it starts, or at its first op, as one of several training processes
 * needs them. Those that the user has set stay as they are.
 */
const WISHES: Readonly<Record<Device, Readonly<Record<string, string>>>> = {
  cpu: {
    TF_CPP_MIN_LOG_LEVEL: '3', // what is an error is thrown as well
  },
  gpu: {
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_FORCE_GPU_ALLOW_GROWTH: 'true', // else the first process takes the whole card
    TF_DETERMINISTIC_OPS: '1', // the same seed gives the same weights
    NVIDIA_TF32_OVERRIDE: '0', // float32 is float32, as on every other backend
    CUDA_DEVICE_ORDER: 'PCI_BUS_ID', // device numbers are those of nvidia-smi
  },
};

/** Calls `load` in the surroundings that TensorFlow wants on a device. On a CPU it sees no GPU, which it would take otherwise. */
export function inSurroundings<T>(device: Device, threads: number, load: () => T): T {
  const env = process.env;
  for (const [name, value] of Object.entries(WISHES[device])) env[name] ??= value;
  env['TF_NUM_INTRAOP_THREADS'] = String(threads);
  env['TF_NUM_INTEROP_THREADS'] = '1';
  if (device === 'gpu') return load();
  const visible = env['CUDA_VISIBLE_DEVICES'];
  env['CUDA_VISIBLE_DEVICES'] = '-1';
  try {
    return load();
  } finally {
    if (visible === undefined) delete env['CUDA_VISIBLE_DEVICES'];
    else env['CUDA_VISIBLE_DEVICES'] = visible;
  }
}
