import type { BatchRequest, Dataset } from '@partita/core';

/** How many batches are read ahead. */
const AHEAD = 2;

/** A data set that begins to read the next training batches when it is asked for one, so that training does not wait for them. */
export function prefetched(dataset: Dataset): Dataset {
  const begun = new Map<string, Promise<Float32Array>>();
  const begin = (request: BatchRequest): Promise<Float32Array> => {
    const batch = dataset.batch(request);
    batch.catch(() => undefined); // told to who asks for it; perhaps nobody does
    return batch;
  };
  return {
    ...dataset,
    batch: (request) => {
      if (request.split === 'test') return dataset.batch(request);
      const key = keyOf(request);
      const wanted = begun.get(key) ?? begin(request);
      const next = Array.from({ length: AHEAD }, (_, i) => ({ ...request, index: request.index + 1 + i }));
      const kept = new Set(next.map(keyOf));
      for (const one of begun.keys()) if (!kept.has(one)) begun.delete(one);
      for (const one of next) if (!begun.has(keyOf(one))) begun.set(keyOf(one), begin(one));
      return wanted;
    },
  };
}

const keyOf = ({ seed, index, size }: BatchRequest): string => `${seed} ${index} ${size}`;
