/** The script of a contestant process: a runtime, named by the first argument, under measurement. Further arguments are plugins. */
import { Console } from 'node:console';
import { loadRuntimes, runtimeSpecs } from './contestants/runtimes.ts';
import { benchSession } from './worker-process/bench-session.ts';
import { serve } from './worker-process/serve.ts';

globalThis.console = new Console(process.stderr); // standard output carries the answers
const [name = '', ...plugins] = process.argv.slice(2);
const { registry } = await loadRuntimes(plugins, name);
await serve(benchSession(registry, runtimeSpecs(registry).get(name) ?? name));
process.exit();
