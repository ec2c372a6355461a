import { existsSync } from 'node:fs';
import path from 'node:path';

/** Where Chromium's packages keep SwiftShader, a GPU in software, beside the loader that finds it. */
const FOLDERS = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];

/**
 * Variables of a child process in which WebGPU may find a GPU: none for the machine's own, then those for SwiftShader where it is
 * installed. A loader reads them when a process starts, so that a test cannot set them for itself.
 */
export function gpuSurroundings(): NodeJS.ProcessEnv[] {
  const folder = FOLDERS.find((each) => existsSync(path.join(each, 'vk_swiftshader_icd.json')));
  const software = folder && { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: path.join(folder, 'vk_swiftshader_icd.json') };
  return [{}, ...(software ? [software] : [])];
}
