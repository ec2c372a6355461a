import type { AnyComponent, ComponentSpec } from './define-component.ts';
import { describeOptions } from './describe-options.ts';

/** One of the things that a backend can compute on. */
export interface ComputingPlace {
  readonly name: string;
  readonly isDefault: boolean;
  /** The option that says so. */
  readonly option: string;
  /** The backend there. */
  readonly spec: ComponentSpec;
}

/** What an option is called by which a backend says where it computes. */
const OPTIONS = ['provider', 'device'];

/** What a backend can compute on, where it has a choice: the choices of its option `provider` or `device`. */
export function computingPlaces(component: AnyComponent): ComputingPlace[] {
  const option = describeOptions(component).find(({ name }) => OPTIONS.includes(name));
  return (option?.choices ?? []).map((choice) => ({
    name: String(choice),
    isDefault: JSON.stringify(choice) === option?.fallback,
    option: option?.name ?? '',
    spec: { kind: component.kind, [option?.name ?? '']: choice },
  }));
}
