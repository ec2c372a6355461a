import { describeCheckpointStore } from '@partita/testing';
import { MemoryStore } from '../src/lab/memory-store.ts';

describeCheckpointStore('memory', () => {
  const store = new MemoryStore();
  return () => store;
});
