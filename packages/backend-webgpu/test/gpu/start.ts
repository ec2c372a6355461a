/** Starts the backend and prints what it runs on, and whether that is refused where no software was asked for. */
import { messageOf } from '@partita/core';
import { WebgpuBackend } from '@partita/backend-webgpu';

const backend = new WebgpuBackend({ software: true });
await backend.start();
const refusal = await new WebgpuBackend().start().then(() => undefined, messageOf);
process.stdout.write(JSON.stringify({ device: backend.device, refusal }));
