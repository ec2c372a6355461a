import * as tf from '@tensorflow/tfjs-core';
import { PartitaError, show } from '@partita/core';

/** A tree of tensors with its tensors taken out, in order; `undefined` stands where each one was. */
export interface Flat {
  readonly leaves: readonly tf.Tensor[];
  /** Path of every leaf, e.g. `state.parameters`. */
  readonly paths: readonly string[];
  readonly structure: unknown;
}

/** Stands for a tensor in a structure. */
const LEAF = Symbol('tensor');

/** Takes the tensors out of a tree of objects, lists and tensors; anything else is part of the structure. */
export function flatten(tree: unknown): Flat {
  const leaves: tf.Tensor[] = [];
  const paths: string[] = [];
  const visit = (node: unknown, path: string): unknown => {
    if (node instanceof tf.Tensor) {
      leaves.push(node as tf.Tensor);
      paths.push(path);
      return LEAF;
    }
    if (Array.isArray(node)) return node.map((child: unknown, i) => visit(child, join(path, String(i))));
    if (isPlain(node)) return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, visit(child, join(path, key))]));
    if (typeof node === 'object' && node !== null)
      throw new PartitaError(`A compiled function takes and returns trees of tensors; '${path}' is ${show(node)} of another kind.`);
    return node;
  };
  return { structure: visit(tree, ''), leaves, paths };
}

/** The tensors of a tree in the order of `flatten`, without the rest: this runs at every call. */
export function leavesOf(tree: unknown, leaves: tf.Tensor[] = []): tf.Tensor[] {
  if (tree instanceof tf.Tensor) leaves.push(tree as tf.Tensor);
  else if (Array.isArray(tree)) for (const child of tree) leavesOf(child, leaves);
  else if (isPlain(tree)) for (const key in tree) leavesOf(tree[key], leaves);
  return leaves;
}

/** The tree with other tensors in the places of its own. */
export function unflatten(structure: unknown, leaves: readonly tf.Tensor[]): unknown {
  let next = 0;
  const visit = (node: unknown): unknown => {
    if (node === LEAF) return leaves[next++];
    if (Array.isArray(node)) return node.map(visit);
    if (!isPlain(node)) return node;
    const tree: Record<string, unknown> = {};
    for (const key in node) tree[key] = visit(node[key]);
    return tree;
  };
  return visit(structure);
}

/** What a program is compiled for: the form of the tree, and type and shape of every tensor in it. */
export function signature(tree: unknown): string {
  if (tree instanceof tf.Tensor) return `${tree.dtype}[${(tree as tf.Tensor).shape.join()}]`;
  if (Array.isArray(tree)) return `(${tree.map(signature).join()})`;
  if (isPlain(tree)) {
    let text = '{';
    for (const key in tree) text += `${key}:${signature(tree[key])},`;
    return `${text}}`;
  }
  return `${typeof tree}=${String(tree)}`;
}

const isPlain = (node: unknown): node is Record<string, unknown> =>
  typeof node === 'object' && node !== null && (Object.getPrototypeOf(node) === Object.prototype || Object.getPrototypeOf(node) === null);

const join = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);
