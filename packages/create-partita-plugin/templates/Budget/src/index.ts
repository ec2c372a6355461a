import { definePlugin } from '@partita/core';
import { budget } from './__KIND__.ts';

export { budget };
export default definePlugin({ name: '__NAME__', components: [budget] });
