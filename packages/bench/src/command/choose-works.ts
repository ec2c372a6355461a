import { PartitaError, suggest } from '@partita/core';
import { largeWorks, standardWorks } from '../works/standard-works.ts';
import type { Work } from '../works/work.ts';

/** The works of these names, or the standard ones for none. @throws PartitaError naming the nearest */
export function chooseWorks(names: readonly string[]): Work[] {
  const works = [...standardWorks(), ...largeWorks()];
  const known = works.map(({ name }) => name);
  for (const name of names) if (!known.includes(name)) throw new PartitaError(`--work: there is no work '${name}'${suggest(name, known)}.`);
  return names.length === 0 ? standardWorks() : works.filter(({ name }) => names.includes(name));
}
