import { PartitaError, show, suggest, withArticle } from '../errors/partita-error.ts';
import { token, tokenName, type Token } from '../injection/token.ts';
import type { AnyComponent, ComponentSpec, OptionsSchema } from './define-component.ts';
import type { Plugin } from './define-plugin.ts';
import { validateOptions } from './validate.ts';

/** All components that an experiment may name, by port and kind. */
export class Registry {
  readonly #components = new Map<string, Map<string, AnyComponent>>();
  readonly #bibliography = new Map<string, string>();

  constructor(plugins: readonly Plugin[] = []) {
    for (const plugin of plugins) this.add(plugin);
  }

  /** BibTeX entries that plugins brought, by the name under which their components cite them. */
  get bibliography(): ReadonlyMap<string, string> {
    return this.#bibliography;
  }

  /** Adds a plugin's components. @throws PartitaError when a kind is taken by another component */
  add(plugin: Plugin): this {
    for (const component of plugin.components) {
      const port = tokenName(component.port);
      const kinds = this.#components.get(port) ?? new Map<string, AnyComponent>();
      this.#components.set(port, kinds);
      if ((kinds.get(component.kind) ?? component) !== component)
        throw new PartitaError(
          `The plugin '${plugin.name}' brings ${withArticle(port)} '${component.kind}', but that kind is taken; give it another name.`,
        );
      kinds.set(component.kind, component);
    }
    for (const [name, entry] of Object.entries(plugin.bibliography ?? {})) this.#bibliography.set(name, entry);
    return this;
  }

  ports(): string[] {
    return [...this.#components.keys()].sort();
  }

  components(port: string): AnyComponent[] {
    const kinds = this.#components.get(port);
    if (!kinds) throw new PartitaError(`There is no port '${port}'${suggest(port, this.ports())}.`);
    return [...kinds.values()];
  }

  /** The component that a spec names. @throws PartitaError naming the nearest kind, or the port to which the kind belongs */
  find<T>(port: Token<T>, kind: string, path = tokenName(port)): AnyComponent {
    const name = tokenName(port);
    const found = this.#components.get(name)?.get(kind);
    if (found) return found;
    const elsewhere = this.ports().find((other) => this.#components.get(other)?.has(kind) === true);
    const kinds = [...(this.#components.get(name)?.keys() ?? [])];
    const hint =
      elsewhere === undefined ? suggest(kind, kinds) : `; '${kind}' is ${withArticle(elsewhere)} (choices here: ${kinds.join(', ')})`;
    throw new PartitaError(`${path}: there is no ${name} of kind '${kind}'${hint}.`);
  }

  /** A spec with every default filled in, nested components included. @throws PartitaError on the first thing wrong */
  resolve<T>(port: Token<T>, raw: unknown, path = tokenName(port)): ComponentSpec {
    const spec = typeof raw === 'string' ? { kind: raw } : raw;
    const kind = (spec as Partial<ComponentSpec> | null | undefined)?.kind;
    if (typeof spec !== 'object' || typeof kind !== 'string')
      throw new PartitaError(`${path}: expected ${withArticle(tokenName(port))} as { "kind": … }, got ${show(raw)}.`);
    const { kind: _kind, ...options } = spec as ComponentSpec;
    return { kind, ...validateOptions(this, this.find(port, kind, path).options as OptionsSchema, options, path) };
  }

  /** The port that a part's metadata names. */
  port(name: string): Token<unknown> {
    return token(name);
  }
}
