/** The command on source, for tests. */
import { main } from '../src/command/main.ts';

process.exitCode = await main(process.argv.slice(2));
