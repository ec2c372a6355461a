import { definePlugin } from '@partita/core';
import { learningRate } from './__KIND__.ts';

export { learningRate };
export default definePlugin({ name: '__NAME__', components: [learningRate] });
