import { messageOf, PartitaError } from '@partita/core';
import { PACKAGES, VERSION, type Device } from './device.ts';

const TOOL = "Partita's tools/tfjs-node-from-libtensorflow builds it from a TensorFlow that Python installed";

/** The optional peer is not there. */
export const notInstalled = (device: Device): PartitaError =>
  new PartitaError(
    `The node backend needs a package that is not installed: npm install ${PACKAGES[device]}@${VERSION}; where its download of TensorFlow is refused, ${TOOL}.`,
  );

/** The peer is there, but not the binding that its install script downloads, or not what the binding needs. */
export function notLoaded(device: Device, error: unknown): PartitaError {
  const [first = ''] = messageOf(error).split('\n');
  const reason = /native addon module/.test(first) ? 'its native binding was never built or downloaded' : first.trim().replace(/\.$/, '');
  return new PartitaError(
    `The node backend cannot load ${PACKAGES[device]} (${reason}): npm rebuild ${PACKAGES[device]} downloads its binding anew; where that is refused or does not fit, ${TOOL}.`,
    { cause: error },
  );
}

/** TensorFlow fell back to the CPU. */
export function noGpu(version: string): PartitaError {
  const visible = process.env['CUDA_VISIBLE_DEVICES'];
  const hidden = visible === undefined ? '' : ` (CUDA_VISIBLE_DEVICES is '${visible}')`;
  return new PartitaError(
    `The node backend was asked for a GPU, and TensorFlow ${version} finds none${hidden}: it needs an NVIDIA driver (nvidia-smi shows its cards) ` +
      `and the CUDA and cuDNN libraries that it was built for, 11.2 and 8.1 for the download of tfjs-node-gpu; with TF_CPP_MIN_LOG_LEVEL=0 it names ` +
      `the library that it misses; ${TOOL}; or use device 'cpu'.`,
  );
}

/** TensorFlow has started on something else, and a process has one TensorFlow. */
export const otherDevice = (device: Device): PartitaError =>
  new PartitaError(
    `The node backend was asked for the ${device}, but TensorFlow runs on the ${device === 'gpu' ? 'cpu' : 'gpu'} in this process; use one device a process.`,
  );
