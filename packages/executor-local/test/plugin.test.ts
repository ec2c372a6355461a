import { createContainer, Executor, JobBody, PartitaError, Registry, WorkerEntry } from '@partita/core';
import { describe, expect, it } from 'vitest';
import { executorLocalPlugin, InlineExecutor, LocalExecutor } from '../src/index.ts';
import { scriptedJobBody } from '@partita/testing';

const registry = new Registry([executorLocalPlugin]);

describe('the components', () => {
  it('are made of what the container provides', () => {
    const container = createContainer(registry)
      .provide(JobBody, scriptedJobBody)
      .provide(WorkerEntry, { script: 'worker.js', nodeFlags: [] });
    expect(container.build(Executor, 'inline')).toBeInstanceOf(InlineExecutor);
    expect(container.build(Executor, 'local')).toBeInstanceOf(LocalExecutor);
    expect(container.build(Executor, { kind: 'local', workers: 3, retries: 1 })).toBeInstanceOf(LocalExecutor);
  });

  it('have defaults', () => {
    expect(registry.resolve(Executor, 'local')).toEqual({
      kind: 'local',
      workers: 'auto',
      devices: null,
      memoryPerWorker: null,
      retries: 3,
      graceSeconds: 30,
    });
  });

  it.each([0, 1.5, 'many'])('refuse %s workers in one sentence', (workers) => {
    const attempt = () => registry.resolve(Executor, { kind: 'local', workers }, 'executor');
    expect(attempt).toThrow(PartitaError);
    expect(attempt).toThrow(/^executor\.workers: .*, got (0|1\.5|"many")\.$/);
  });
});
