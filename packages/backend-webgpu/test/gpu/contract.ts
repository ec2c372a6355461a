import { WebgpuBackend } from '@partita/backend-webgpu';
import { describeBackend } from '@partita/testing';

describeBackend('webgpu', () => new WebgpuBackend({ software: true }));
