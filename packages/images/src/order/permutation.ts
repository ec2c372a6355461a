import type { RandomStream } from '@partita/core';

const ROUNDS = 6;

/**
 * A random order of 0 … n − 1 in constant memory, any place of it at once: a keyed Feistel network (Luby and Rackoff, SIAM J. Comput. 17,
 * 1988) permutes 0 … 4ᵇ − 1, the least such range that holds n, and is applied again where it leaves 0 … n − 1 (cycle walking: Black and
 * Rogaway, CT-RSA 2002), on average less than four times. Shuffled, not secret. n from 1 to 2³⁰.
 */
export function permutation(n: number, random: RandomStream): (place: number) => number {
  const half = Math.max(1, Math.ceil(Math.log2(n) / 2));
  const mask = 2 ** half - 1;
  const keys = Array.from({ length: ROUNDS }, () => Math.floor(random.uniform() * 2 ** 32) | 0);
  const step = (value: number): number => {
    let left = value >>> half;
    let right = value & mask;
    for (const key of keys) [left, right] = [right, left ^ (scatter(right, key) & mask)];
    return left * (mask + 1) + right;
  };
  return (place) => {
    let value = step(place);
    while (value >= n) value = step(value);
    return value;
  };
}

/** The mixing of MurmurHash3 (Appleby, 2011). */
function scatter(value: number, key: number): number {
  let h = Math.imul(value ^ key, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ key, 0xc2b2ae35);
  return h ^ (h >>> 16);
}
