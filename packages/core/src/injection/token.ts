import type { InjectionToken } from 'tsyringe';

/**
 * The key under which a contract is injected. Interface and token share one name (`Sampler` is both), and
 * `Symbol.for` keeps them equal when an installation holds two copies of this package.
 */
export type Token<T> = symbol & { readonly __contract?: T };

/** Makes the token of a contract. */
export const token = <T>(name: string): Token<T> => Symbol.for(`partita/${name}`);

/** The contract's name, as errors and `partita list` print it. */
export const tokenName = (key: Token<unknown>): string => (key.description ?? '').replace(/^partita\//, '');

/** tsyringe's own view of a token. */
export const asInjectionToken = <T>(key: Token<T>): InjectionToken<T> => key;
