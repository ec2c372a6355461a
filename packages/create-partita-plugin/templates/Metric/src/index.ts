import { definePlugin } from '@partita/core';
import { metric } from './__KIND__.ts';

export { metric };
export default definePlugin({ name: '__NAME__', components: [metric] });
