/** Every kernel that can be compiled. */
import { activations } from './activations.ts';
import { binary } from './binary.ts';
import { convolutions } from './convolution.ts';
import { creation } from './creation.ts';
import { depthwiseConvolutions } from './depthwise.ts';
import { lookups } from './lookups.ts';
import { normalisation } from './normalisation.ts';
import { pooling } from './pooling.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import { resizing } from './resizing.ts';
import type { Rules } from './rule.ts';
import { shapes } from './shapes.ts';
import { unary } from './unary.ts';

export const RULES: Rules = {
  ...activations,
  ...binary,
  ...convolutions,
  ...creation,
  ...depthwiseConvolutions,
  ...lookups,
  ...normalisation,
  ...pooling,
  ...products,
  ...reductions,
  ...resizing,
  ...shapes,
  ...unary,
};
