/** The script of a child process that tries a backend: its options as JSON and the plugins are the arguments, the trial goes to standard output. */
import type { ComponentSpec } from '@partita/core';
import { tryOut } from './plugins/examine.ts';
import { loadRegistry } from './plugins/load.ts';

const [spec = '{}', ...plugins] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await tryOut(await loadRegistry(plugins), JSON.parse(spec) as ComponentSpec)));
process.exit(0); // whatever a runtime leaves running
