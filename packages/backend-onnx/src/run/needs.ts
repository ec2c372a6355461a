import type { Provider } from './options.ts';

/** What a provider needs that ONNX Runtime's package does not bring, with the command that brings it. */
export const NEEDS: Readonly<Record<Provider, string>> = {
  cpu: 'it needs no more than the package, so install onnxruntime-node again: npm install --force onnxruntime-node',
  cuda:
    'it needs an NVIDIA driver, CUDA 12 and cuDNN 9, and on Linux x64 libraries that npm does not carry: ' +
    'node node_modules/onnxruntime-node/script/install.js --onnxruntime-node-install',
  webgpu:
    'it needs a GPU with its driver, on Linux one for Vulkan: apt install libvulkan1 mesa-vulkan-drivers, or the one of the maker of the GPU',
};
