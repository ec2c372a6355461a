/** Losses of eight updates of the paper's network on ONNX Runtime's `provider`, as JSON; for a process with surroundings of its own. */
import { OnnxBackend, type Provider } from '@partita/backend-onnx';
import type { StepInputs, StepResults } from '@partita/training';
import { trainingProblem } from '../training-problem.ts';

const backend = new OnnxBackend({ provider: process.argv[2] as Provider });
await backend.start();
const { update, train } = trainingProblem(64);
const step = backend.compile<StepInputs, StepResults>(update);
const { losses, state } = train(step, 8);
process.stdout.write(JSON.stringify({ losses, parameters: Array.from(state.parameters) }));
