import { describeExecutor } from '../../testing/src/describe-executor.ts';
import { scriptedJobBody } from '../../testing/src/scripted-job-body.ts';
import { InlineExecutor, LocalExecutor } from '../src/index.ts';
import { bundledWorker } from './bundled.ts';

const entry = await bundledWorker();

describeExecutor('inline', () => new InlineExecutor(scriptedJobBody));
describeExecutor('local', () => new LocalExecutor({ entry, workers: 2 }));
