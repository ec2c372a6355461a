import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** Whether a package is here for a test to use: in the working directory's project, or on NODE_PATH. */
export function isInstalled(name: string): boolean {
  try {
    createRequire(resolve('package.json')).resolve(name);
    return true;
  } catch {
    return false;
  }
}
