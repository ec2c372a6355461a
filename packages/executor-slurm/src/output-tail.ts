import { open } from 'node:fs/promises';
import { describeFileError, parseJobLine, type JobLine } from '@partita/core';

const LINES_OF_A_COMPLAINT = 20;

/** Reads a job's output as it grows, a line at a time. */
export class OutputTail {
  readonly path: string;
  #offset = 0;
  #rest = Buffer.alloc(0);
  #complaint: string[] = [];

  constructor(path: string) {
    this.path = path;
  }

  /** What the job has said since the last call. */
  async read(): Promise<JobLine[]> {
    const lines: JobLine[] = [];
    for (const text of await this.#newLines()) {
      const line = parseJobLine(text);
      if (line) lines.push(line);
      else this.#complaint = [...this.#complaint, text].slice(-LINES_OF_A_COMPLAINT);
      if (line?.partita === 'begins') this.#complaint = [];
    }
    return lines;
  }

  /** The last lines that were not the job's events: what went wrong, perhaps. */
  get complaint(): string {
    return [...this.#complaint, this.#rest.toString()].join('\n').trim();
  }

  async #newLines(): Promise<string[]> {
    const bytes = Buffer.concat([this.#rest, await this.#newBytes()]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    this.#rest = bytes.subarray(end);
    return end === 0 ? [] : bytes.toString('utf8', 0, end - 1).split('\n');
  }

  /** Opened anew each time, so that a network file system shows what was appended elsewhere. */
  async #newBytes(): Promise<Buffer> {
    try {
      const file = await open(this.path, 'r');
      try {
        const { size } = await file.stat();
        const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, size - this.#offset)), 0, null, this.#offset);
        this.#offset += bytesRead;
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0); // it has not begun
      throw describeFileError('read', this.path, error);
    }
  }
}
