import type { AnyComponent, ComponentSpec, OptionsSchema } from './define-component.ts';
import { joinPath } from './parse-value.ts';
import { partsOf } from './part.ts';
import type { Registry } from './registry.ts';

/** A component in its place. */
export interface UsedComponent {
  /** e.g. `sampler.grid`. */
  readonly path: string;
  readonly component: AnyComponent;
  /** Resolved, without `kind`. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Every component among resolved options, those nested in others after them. */
export function usedComponents(
  registry: Registry,
  schema: OptionsSchema,
  options: Readonly<Record<string, unknown>>,
  path = '',
): UsedComponent[] {
  return partsOf(schema).flatMap(([option, { port, many }]) => {
    const at = joinPath(path, option);
    const specs = (many ? options[option] : [options[option]]) as readonly ComponentSpec[];
    return specs.flatMap(({ kind, ...own }, i) => {
      const where = many ? joinPath(at, i) : at;
      const component = registry.find(registry.port(port), kind, where);
      return [{ path: where, component, options: own }, ...usedComponents(registry, component.options as OptionsSchema, own, where)];
    });
  });
}
