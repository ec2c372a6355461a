import { definePlugin } from '@partita/core';
import { timeSampling } from './__KIND__.ts';

export { timeSampling };
export default definePlugin({ name: '__NAME__', components: [timeSampling] });
