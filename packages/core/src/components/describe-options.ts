import { z } from 'zod';
import type { AnyComponent } from './define-component.ts';

/** An option as people read it. */
export interface OptionDescription {
  readonly name: string;
  readonly description: string;
  /** Its default as JSON, or `required` or `optional`. */
  readonly fallback: string;
  /** What it can be, where that is one of a few. */
  readonly choices?: readonly unknown[];
}

/** The options of a component, from its schema. */
export function describeOptions({ options }: AnyComponent): OptionDescription[] {
  const { properties = {}, required = [] } = z.toJSONSchema(options as z.ZodObject, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const {
      default: fallback,
      description = '',
      enum: choices,
    } = property as { default?: unknown; description?: string; enum?: readonly unknown[] };
    const text = fallback !== undefined ? JSON.stringify(fallback) : required.includes(name) ? 'required' : 'optional';
    return {
      name,
      description: choices ? `${description}: ${choices.join(', ')}` : description,
      fallback: text,
      ...(choices ? { choices } : {}),
    };
  });
}
