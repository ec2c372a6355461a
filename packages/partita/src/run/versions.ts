import { createRequire } from 'node:module';

/** The versions that a result depends on. */
export function versions(): Record<string, string> {
  const require = createRequire(import.meta.url);
  const versionOf = (name: string): string => (require(`${name}/package.json`) as { version: string }).version;
  const own = require('../../package.json') as { version: string };
  return { partita: own.version, node: process.versions.node, '@tensorflow/tfjs-core': versionOf('@tensorflow/tfjs-core') };
}
