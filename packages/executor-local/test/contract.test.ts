import { InlineExecutor, LocalExecutor } from '../src/index.ts';
import { bundledWorker } from './bundled.ts';
import { describeExecutor, scriptedJobBody } from '@partita/testing';

const entry = await bundledWorker();

describeExecutor('inline', () => new InlineExecutor(scriptedJobBody));
describeExecutor('local', () => new LocalExecutor({ entry, workers: 2 }));
