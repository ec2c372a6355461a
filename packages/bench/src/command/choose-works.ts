import { PartitaError, suggest } from '@partita/core';
import { standardWorks } from '../works/standard-works.ts';
import type { Work } from '../works/work.ts';

/** The standard works of these names, or all for none. @throws PartitaError naming the nearest */
export function chooseWorks(names: readonly string[]): Work[] {
  const works = standardWorks();
  const known = works.map(({ name }) => name);
  for (const name of names) if (!known.includes(name)) throw new PartitaError(`--work: there is no work '${name}'${suggest(name, known)}.`);
  return names.length === 0 ? works : works.filter(({ name }) => names.includes(name));
}
