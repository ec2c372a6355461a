import { definePlugin } from '@partita/core';
import { sde } from './__KIND__.ts';

export { sde };
export default definePlugin({ name: '__NAME__', components: [sde] });
