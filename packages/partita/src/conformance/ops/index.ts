import { elementwise } from './elementwise.ts';
import { images } from './images.ts';
import type { Op } from './op.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { shapes } from './shapes.ts';

/** Every op that Partita's tensor code uses, with the error that a runtime may make in it. */
export const OPS: readonly Op[] = [...elementwise, ...shapes, ...reductions, ...products, ...images];
