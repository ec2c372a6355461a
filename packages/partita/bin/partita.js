#!/usr/bin/env node
import { main } from '../dist/command/main.js';

// A warning is for whoever reads the screen: its sentence alone.
process.removeAllListeners('warning').on('warning', ({ message }) => process.stderr.write(`${message}\n`));

process.exitCode = await main(process.argv.slice(2));
