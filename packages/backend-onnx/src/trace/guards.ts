import * as tf from '@tensorflow/tfjs-core';
import { mistake } from './user-line.ts';

/**
 * Runs f where what a recording cannot replay is an error: random numbers, which would be drawn once and for all, and
 * assignments to variables, which would happen once.
 */
export function guarded<T>(f: () => T): T {
  const random = Math.random;
  const prototype = tf.Variable.prototype;
  const assign = Object.getOwnPropertyDescriptor(prototype, 'assign') as PropertyDescriptor;
  const variables = new Set(Object.keys(tf.engine().state.registeredVariables));
  Math.random = () => {
    throw mistake(
      'A compiled function cannot draw random numbers: they would be the same in every call; draw them outside and pass them in',
    );
  };
  prototype.assign = () => {
    throw mistake('A compiled function cannot assign to a variable; return the new value and assign it outside');
  };
  try {
    const result = f();
    const made = Object.keys(tf.engine().state.registeredVariables).find((name) => !variables.has(name));
    if (made !== undefined) throw mistake(`A compiled function cannot create a variable ('${made}'); create it outside`);
    return result;
  } finally {
    Math.random = random;
    Object.defineProperty(prototype, 'assign', assign);
    for (const [name, variable] of Object.entries(tf.engine().state.registeredVariables)) if (!variables.has(name)) variable.dispose();
  }
}
