/** What is said of a work. */
export interface Work {
  /** Under which name a text cites it, e.g. `song2021sde`. */
  readonly key: string;
  /** `A and B and C`. */
  readonly author: string;
  readonly title: string;
  readonly year: number;
  /** Where it was published, beyond a preprint. */
  readonly journal?: string;
}

/** The BibTeX entry of `arXiv:…` or `doi:…`; without a work, what the identifier itself tells. */
export function bibtex(id: string, work?: Work): string {
  const [scheme = '', name = ''] = id.split(/:(.*)/s);
  const isPreprint = scheme.toLowerCase() === 'arxiv';
  const fields = Object.entries({
    author: work?.author,
    title: work && `{${work.title}}`,
    year: work?.year,
    journal: work?.journal,
    ...(isPreprint
      ? { eprint: name, archivePrefix: 'arXiv', url: `https://arxiv.org/abs/${name}` }
      : { doi: name, url: `https://doi.org/${name}` }),
  }).flatMap(([field, value]) => (value === undefined ? [] : [`  ${field.padEnd(13)} = {${value}}`]));
  const key = work?.key ?? id.replace(/[^\w.-]/g, '-');
  return `@${work?.journal === undefined ? 'misc' : 'article'}{${key},\n${fields.join(',\n')}\n}`;
}
