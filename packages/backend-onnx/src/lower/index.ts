/** Every kernel that can be compiled. */
import { activations } from './activations.ts';
import { binary } from './binary.ts';
import { creation } from './creation.ts';
import { lookups } from './lookups.ts';
import { normalisation } from './normalisation.ts';
import { products } from './products.ts';
import { reductions } from './reductions.ts';
import type { Rules } from './rule.ts';
import { shapes } from './shapes.ts';
import { unary } from './unary.ts';

export const RULES: Rules = {
  ...activations,
  ...binary,
  ...creation,
  ...lookups,
  ...normalisation,
  ...products,
  ...reductions,
  ...shapes,
  ...unary,
};
