import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mixKey, wordsOfNumber, wordsOfText } from './key.ts';

/**
 * Random numbers as a function of a key: (seed, purpose, indices …). No stream is shared, so a number never depends
 * on which process draws it, in what order, or what was drawn before a kill.
 */
export interface RandomStream {
  /** Uniform on [0, 1), with 53 random bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
  /** Fills an array with standard normals and returns it. */
  normals<A extends Float32Array | Float64Array>(out: A): A;
}

/** What a stream is for. Two purposes never share numbers, whatever their indices. */
export type Purpose = 'parameters' | 'data' | 'order' | 'times' | 'noise' | 'prior' | 'diffusion' | 'probe' | 'subset' | (string & {});

/** Opens the stream of a key. Indices are whole numbers from 0 to 2^53 - 1. */
export function randomStream(seed: number, purpose: Purpose, ...indices: readonly number[]): RandomStream {
  const [a, b, c, d] = mixKey([...wordsOfNumber(seed), ...wordsOfText(purpose), ...indices.flatMap(wordsOfNumber)]);
  const generator = xoroshiro128plusFromState([a, b, c, d | 1]); // never the all-zero state
  let spare: number | undefined;
  const uniform = (): number => uniformFloat64(generator);

  // Marsaglia's polar method (SIAM Review 6, 1964): two normals from a point in the unit disc.
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * factor;
      return x * factor;
    }
  };

  return {
    uniform,
    normal,
    normals(out) {
      for (let i = 0; i < out.length; i++) out[i] = normal();
      return out;
    },
  };
}
