import {
  assign,
  Container,
  Dataset,
  describeOptions,
  parseAssignment,
  PartitaError,
  tokenName,
  type ComponentSpec,
  type Registry,
  type Supply,
} from '@partita/core';

interface SuppliedSet {
  readonly kind: string;
  readonly summary: string;
  readonly needs: string;
  /** Where its files belong, by the option of that name. */
  readonly place: string;
}

const PLACES = ['directory', 'path'];

/** The data sets that need files. */
export const suppliedSets = (registry: Registry): SuppliedSet[] =>
  registry.components(tokenName(Dataset)).flatMap((component) => {
    if (!component.supply) return [];
    const { kind, summary, supply } = component;
    const place = describeOptions(component).find(({ name }) => PLACES.includes(name));
    return [{ kind, summary, needs: supply.needs, place: place ? `dataset.${place.name} = ${place.fallback}` : '' }];
  });

/** What a data set needs, and where. */
const describeSupply = ({ kind, summary, needs, place }: SuppliedSet): string =>
  [`${kind}: ${summary}`, ...[...needs.split('\n'), place].map((line) => `  ${line}`)].join('\n');

export const describeSupplies = (sets: readonly SuppliedSet[]): string =>
  [...sets.map(describeSupply), 'Look at one with: partita data <kind> [--set directory=…]\n'].join('\n\n');

interface CheckRequest {
  /** `option=value`, as on the command line. */
  readonly settings: readonly string[];
  readonly prepare: boolean;
  readonly tell: (finding: string) => void;
}

interface CheckedSet {
  readonly dataset: ComponentSpec;
  readonly findings: readonly string[];
}

/** Says what a data set needs, reads its files through, and an image of each split. @throws PartitaError on the first thing that is missing or wrong */
export async function checkSupply(registry: Registry, kind: string, { settings, prepare, tell }: CheckRequest): Promise<CheckedSet> {
  const { supply } = registry.find(Dataset, kind, 'dataset') as { readonly supply?: Supply<ComponentSpec> };
  const sets = suppliedSets(registry);
  const set = sets.find((one) => one.kind === kind);
  if (!supply || !set)
    throw new PartitaError(`The data set '${kind}' needs no files; those that do: ${sets.map((one) => one.kind).join(', ')}.`);
  if (prepare && !supply.prepare) throw new PartitaError(`The data set '${kind}' needs nothing prepared; leave --prepare out.`);
  const given = settings
    .map(parseAssignment)
    .reduce<Record<string, unknown>>((spec, { path, value }) => assign(spec, path, value), { kind });
  const dataset = registry.resolve(Dataset, given, 'dataset');
  tell(describeSupply(set));
  const findings: string[] = [];
  const found = (finding: string): void => {
    findings.push(finding);
    tell(finding);
  };
  await supply.check(dataset, found);
  if (prepare) await supply.prepare?.(dataset, found);
  const made = new Container(registry).build(Dataset, dataset);
  for (const split of ['train', 'test'] as const) await made.batch({ split, seed: 0, index: 0, size: 1 });
  found(`'${kind}' is ready: images of ${made.shape.join('×')}.`);
  return { dataset, findings };
}
