import { describeOptions, type OptionDescription, type Registry } from '@partita/core';
import { PRESETS } from '../presets/index.ts';

interface CatalogueEntry {
  readonly port: string;
  readonly kind: string;
  readonly summary: string;
  readonly options: readonly OptionDescription[];
  readonly formula?: string;
  readonly cites?: readonly string[];
}

export interface Catalogue {
  readonly components: readonly CatalogueEntry[];
  readonly presets: Readonly<Record<string, string>>;
}

/** Every component that an experiment may name, from the descriptors themselves. */
export function catalogue(registry: Registry, port?: string): Catalogue {
  const ports = port === undefined ? registry.ports() : [port];
  return {
    components: ports.flatMap((name) =>
      registry.components(name).map((component) => ({
        port: name,
        kind: component.kind,
        summary: component.summary,
        ...(component.formula === undefined ? {} : { formula: component.formula }),
        ...(component.cites === undefined ? {} : { cites: component.cites }),
        options: describeOptions(component),
      })),
    ),
    presets: port === undefined ? Object.fromEntries(Object.entries(PRESETS).map(([name, { summary }]) => [name, summary])) : {},
  };
}

/** The catalogue as text. */
export function describeCatalogue({ components, presets }: Catalogue): string {
  const lines: string[] = [];
  for (const name of new Set(components.map(({ port }) => port))) {
    lines.push('', name);
    for (const { kind, summary, options } of components.filter(({ port }) => port === name)) {
      lines.push(`  ${kind.padEnd(18)} ${summary}`);
      for (const option of options) lines.push(`    ${option.name.padEnd(16)} ${option.description} [${option.fallback}]`);
    }
  }
  if (Object.keys(presets).length > 0)
    lines.push('', 'Presets', ...Object.entries(presets).map(([name, summary]) => `  ${name.padEnd(18)} ${summary}`));
  return `${lines.join('\n').trimStart()}\n`;
}
