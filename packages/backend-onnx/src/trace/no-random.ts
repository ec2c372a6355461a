import { mistake } from './user-line.ts';

/** Runs f where random numbers are an error: a recording would draw them once and for all. */
export function withoutRandom<T>(f: () => T): T {
  const random = Math.random;
  Math.random = () => {
    throw mistake(
      'A compiled function cannot draw random numbers: they would be the same in every call; draw them outside and pass them in',
    );
  };
  try {
    return f();
  } finally {
    Math.random = random;
  }
}
