import type { Study } from '../run/start.ts';
import { citeExperiment, type Citation } from './cite-experiment.ts';

/** What the runs of a study rest on, each work once. */
export function citeStudy({ runs }: Study): Citation[] {
  const works = new Map<string, Citation>();
  for (const { experiment, pieces } of runs)
    for (const citation of citeExperiment(experiment, pieces.registry)) {
      const usedBy = new Set([...(works.get(citation.id)?.usedBy ?? []), ...citation.usedBy]);
      works.set(citation.id, { ...citation, usedBy: [...usedBy] });
    }
  return [...works.values()];
}
