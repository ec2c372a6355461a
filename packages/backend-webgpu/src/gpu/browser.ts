/** WebGPU in browsers; the condition `browser` of `#gpu` leads here. */
import { PartitaError } from '@partita/core';

/** @throws PartitaError where the browser has none */
export async function provideGpu(): Promise<GPU> {
  const gpu = (globalThis as { navigator?: { gpu?: GPU } }).navigator?.gpu;
  if (gpu) return gpu;
  throw new PartitaError(
    "This page has no WebGPU: the browser does not offer it, or the page is not served by https or from localhost; choose the backend 'onnx' or 'wasm'.",
  );
}

/** What to do where WebGPU knows no adapter. */
export const NEEDS = "switch hardware acceleration on in the browser's settings";
