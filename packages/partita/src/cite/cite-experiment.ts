import { componentsOf, type Experiment, type Registry } from '@partita/core';
import { bibtex } from './bibtex.ts';
import { WORKS } from './works.ts';

/** What every run rests on: the paper that Partita implements, and Adam. */
const ALWAYS = ['arXiv:2306.02658', 'arXiv:1412.6980'];

export interface Citation {
  /** `arXiv:…` or `doi:…`. */
  readonly id: string;
  /** The components that cite it, e.g. `sampler.grid: log-snr`; empty for what all runs rest on. */
  readonly usedBy: readonly string[];
  readonly bibtex: string;
}

/** What an experiment rests on: what all runs do, then the literature of its components in their order, each work once. */
export function citeExperiment(experiment: Experiment, registry: Registry): Citation[] {
  const usedBy = new Map<string, string[]>(ALWAYS.map((id) => [id, []]));
  for (const { path, component } of componentsOf(experiment, registry))
    for (const id of component.cites ?? []) usedBy.set(id, [...(usedBy.get(id) ?? []), `${path}: ${component.kind}`]);
  return [...usedBy].map(([id, users]) => ({ id, usedBy: users, bibtex: registry.bibliography.get(id) ?? bibtex(id, WORKS[id]) }));
}
