/** The plugin scaffold as a function; the command is `npm create partita-plugin`. */
export { createPlugin, type CreatedPlugin, type PluginRequest } from './create-plugin.ts';
export { ports } from './templates.ts';
