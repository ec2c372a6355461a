/** 128 bits that depend on every one of the words: four lanes of MurmurHash3's mixing (Appleby, 2011). Not cryptographic. */
export function mixKey(words: readonly number[]): [number, number, number, number] {
  const lane = (salt: number): number => finish(words.reduce(mix, salt) ^ words.length);
  return [lane(0x9e3779b9), lane(0x85ebca6b), lane(0xc2b2ae35), lane(0x27d4eb2f)];
}

/** A text's characters as words. */
export const wordsOfText = (text: string): number[] => [text.length, ...[...text].map((c) => c.codePointAt(0) as number)];

/** A whole number from 0 to 2^53 - 1 as two words. */
export const wordsOfNumber = (value: number): number[] => [value | 0, Math.floor(value / 2 ** 32) | 0];

/** A short name for a text, equal for equal texts: 32 hexadecimal digits. */
export const fingerprint = (text: string): string =>
  mixKey(wordsOfText(text))
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('');

function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  const h = hash ^ k;
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
