import type { ExperimentInput } from '@partita/bench';
import { locatePlugin } from '../plugins/load.ts';

/** An experiment's plugins, files as seen from the working directory. */
export const pluginsOf = ({ plugins = [] }: ExperimentInput): string[] => located(plugins as readonly string[]);

export const located = (plugins: readonly string[]): string[] => plugins.map((specifier) => locatePlugin(specifier, process.cwd()));
