import { definePlugin } from '@partita/core';
import { timeGrid } from './__KIND__.ts';

export { timeGrid };
export default definePlugin({ name: '__NAME__', components: [timeGrid] });
