import { parentPort } from 'node:worker_threads';
import { decodeImage, Fault } from './decode-image.ts';
import type { DecodeReply, DecodeRequest } from './messages.ts';

/** As many as libuv has threads for, twice: one batch's images must not all be open at once. */
const AT_ONCE = 8;

/** The script of the decoding thread: answers requests with the bytes of their images. */
parentPort?.on('message', (request: DecodeRequest) => void answer(request).then(send));

const send = (reply: DecodeReply): void => parentPort?.postMessage(reply, 'bytes' in reply ? [reply.bytes.buffer] : []);

async function answer({ id, paths, framing }: DecodeRequest): Promise<DecodeReply> {
  const size = framing.height * framing.width * framing.channels;
  const bytes = new Uint8Array(paths.length * size);
  let next = 0;
  let failure: DecodeReply | undefined;
  const lane = async (): Promise<void> => {
    while (next < paths.length && failure === undefined) {
      const place = next++;
      const path = paths[place] as string;
      try {
        bytes.set(await decodeImage(path, framing), place * size);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        failure ??= { id, path, fault: error.message };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return failure ?? { id, bytes };
}
