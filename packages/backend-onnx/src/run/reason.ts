import { messageOf, type PartitaError } from '@partita/core';
import { mistake } from '../trace/user-line.ts';

/** What ONNX Runtime says, without the place in its own source that it says first; no full stop. */
export function reasonOf(error: unknown): string {
  const text =
    messageOf(error)
      .split(/ was false\. |Status Message: /)
      .at(-1) ?? '';
  return (text.replace(/^\S+\.(?:cc|h):\d+ .*\) /, '').split('\n')[0] ?? '').replace(/\.$/, '').slice(0, LONGEST);
}

const LONGEST = 300;

/** ONNX Runtime's refusal to prepare or to run a compiled function, as a sentence with the line that asked for it. */
export function refusal(error: unknown): PartitaError {
  const reason = reasonOf(error);
  const bytes = /allocate memory for requested buffer of size (\d+)/.exec(reason)?.[1];
  const size = bytes === undefined ? '' : `: one of its tensors takes ${Math.ceil(Number(bytes) / 2 ** 30)} GiB`;
  return mistake(
    isOutOfMemory(error)
      ? `A compiled function does not fit into memory${size}; call it with smaller batches, or compile its parts one by one`
      : `ONNX Runtime refuses a compiled function: ${reason}`,
    { cause: error },
  );
}

/** Whether ONNX Runtime, or JavaScript, was asked for more memory than there is. */
export const isOutOfMemory = (error: unknown): boolean =>
  /allocate memory|bad_alloc|bad array new length|out of memory|typed array length|allocation failed/i.test(messageOf(error));
