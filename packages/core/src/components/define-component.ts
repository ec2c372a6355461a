import type { z } from 'zod';
import type { Experiment } from '../experiment/schema.ts';
import type { Container } from '../injection/container.ts';
import type { Token } from '../injection/token.ts';
import type { Supply } from './supply.ts';

/** A component chosen by data: its kind, and its options beside it. */
export interface ComponentSpec {
  readonly kind: string;
  readonly [option: string]: unknown;
}

/** Options are always a flat object, so that they can stand beside `kind`. */
export type OptionsSchema = z.ZodObject;

/**
 * One swappable piece, described by data. Validation, defaults, `partita list`, the JSON Schema and the documentation
 * tables are all derived from this; nothing else in the house knows its kind.
 */
export interface ComponentDescriptor<T = unknown, S extends OptionsSchema = OptionsSchema> {
  /** The contract it fulfils. */
  readonly port: Token<T>;
  /** Its name in an experiment, unique within the port. */
  readonly kind: string;
  /** One line for people. */
  readonly summary: string;
  /** zod schema of the options; give every option a default and a `.describe()`. */
  readonly options: S;
  create(options: z.output<S>, container: Container): T;
  /** What it computes, in plain characters: the formula with its symbols, and for solvers and samplers the order. */
  readonly formula?: string;
  /** The literature it implements, as `arXiv:2306.02658` or `doi:10.1137/1006063`. */
  readonly cites?: readonly string[];
  /** Options at which it is small and quick, for whoever tries it out; default: its own defaults. */
  readonly small?: z.input<S>;
  /** Files that must be there before it can be made. */
  readonly supply?: Supply<z.output<S>>;
  /** Why it makes no sense in this experiment, as a sentence with the nearest valid choice; undefined where it does. */
  refuses?(options: z.output<S>, experiment: Experiment): string | undefined;
}

/** Describes a component; the identity function, for its types. */
export function defineComponent<T, S extends OptionsSchema>(descriptor: ComponentDescriptor<T, S>): ComponentDescriptor<T, S> {
  return descriptor;
}

/** A component of any port with any options, as the registry holds it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- `create` takes its own options: the one place where variance needs it
export type AnyComponent = ComponentDescriptor<any, any>;
