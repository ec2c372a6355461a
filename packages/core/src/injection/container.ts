import 'reflect-metadata';
import { container as root, inject, injectable, instanceCachingFactory, type DependencyContainer } from 'tsyringe';
import type { ComponentSpec } from '../components/define-component.ts';
import { Registry } from '../components/registry.ts';
import { PartitaError } from '../errors/partita-error.ts';
import { asInjectionToken, tokenName, type Token } from './token.ts';

export { inject, injectable };

/** Where a run's pieces find one another. One child per run, one grandchild per interval; what a child registers hides its parent's. */
export class Container {
  readonly registry: Registry;
  readonly #inner: DependencyContainer;

  constructor(registry: Registry = new Registry(), inner: DependencyContainer = root.createChildContainer()) {
    this.registry = registry;
    this.#inner = inner;
  }

  /** Provides a value for a contract. */
  provide<T>(port: Token<T>, value: T): this {
    this.#inner.register(asInjectionToken(port), { useFactory: () => value });
    return this;
  }

  /** Provides a contract by a factory, called once, when first asked for. */
  provideLazily<T>(port: Token<T>, make: (container: Container) => T): this {
    this.#inner.register(asInjectionToken(port), { useFactory: instanceCachingFactory(() => make(this)) });
    return this;
  }

  has<T>(port: Token<T>): boolean {
    return this.#inner.isRegistered(asInjectionToken(port), true);
  }

  /** What fulfils a contract here. @throws PartitaError if nothing does */
  resolve<T>(port: Token<T>): T {
    if (!this.has(port))
      throw new PartitaError(`Nothing provides the contract ${tokenName(port)} here; call container.provide(${tokenName(port)}, …) first.`);
    return this.#inner.resolve(asInjectionToken(port));
  }

  /** Makes an instance of a class whose constructor parameters are marked with `@inject(Token)`. */
  construct<T>(type: new (...dependencies: never[]) => T): T {
    return this.#inner.resolve<T>(type as never);
  }

  /** Makes a component from its spec; defaults are filled in. */
  build<T>(port: Token<T>, spec: ComponentSpec | string): T {
    const { kind, ...options } = this.registry.resolve(port, spec);
    return this.registry.find(port, kind).create(options, this) as T;
  }

  child(): Container {
    return new Container(this.registry, this.#inner.createChildContainer());
  }
}

/** A fresh container over the given components. */
export const createContainer = (registry?: Registry): Container => new Container(registry);
