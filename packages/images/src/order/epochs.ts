import { randomStream } from '@partita/core';
import { permutation } from './permutation.ts';

type Order = (place: number) => number;

/**
 * Which of n images stands at a position of the endless training sequence: every image once an epoch, in an order that is a function of
 * (seed, epoch). Remembers the last two orders only, a few numbers each: a batch may lie across the turn.
 */
export function epochs(n: number): (seed: number, position: number) => number {
  const held: { readonly seed: number; readonly epoch: number; readonly order: Order }[] = [];
  const orderOf = (seed: number, epoch: number): Order => {
    const known = held.find((one) => one.seed === seed && one.epoch === epoch);
    if (known) return known.order;
    const order = permutation(n, randomStream(seed, 'order', epoch));
    held.unshift({ seed, epoch, order });
    held.length = Math.min(held.length, 2);
    return order;
  };
  return (seed, position) => orderOf(seed, Math.floor(position / n))(position % n);
}
