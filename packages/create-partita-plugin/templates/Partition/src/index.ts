import { definePlugin } from '@partita/core';
import { partition } from './__KIND__.ts';

export { partition };
export default definePlugin({ name: '__NAME__', components: [partition] });
