import * as tf from '@tensorflow/tfjs-core';

type AddTapeNode = (...node: unknown[]) => void;

/**
 * Runs f with a gradient tape that is in order. tfjs notes the copies of results that a gradient saves before the operator that
 * makes the results, so that a second derivative does not find its way through them: it is refused, or silently lacks
 * a term (d²/dx² of x·elu(x), for one). Here they are noted after it.
 */
export function withOrderedTape<T>(f: () => T): T {
  const engine = tf.engine() as unknown as { addTapeNode: AddTapeNode; readonly state: { readonly kernelDepth: number } };
  const shipped = engine.addTapeNode;
  let copies: unknown[][] = [];
  engine.addTapeNode = (...node) => {
    if (engine.state.kernelDepth > 0) return void copies.push(node); // only saved copies are noted inside an operator
    shipped.apply(engine, node);
    copies.forEach((copy) => shipped.apply(engine, copy));
    copies = [];
  };
  try {
    return f();
  } finally {
    Reflect.deleteProperty(engine, 'addTapeNode');
  }
}
