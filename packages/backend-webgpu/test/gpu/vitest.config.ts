import { mergeConfig } from 'vitest/config';
import base from '../../../../vitest.config.ts';

/** The contract suite, for a process that has a GPU. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  { test: { include: ['packages/backend-webgpu/test/gpu/contract.ts'] } },
);
