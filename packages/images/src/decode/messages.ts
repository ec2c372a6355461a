/** What an image must be, and how it is brought to a shape. */
export interface Framing {
  readonly height: number;
  readonly width: number;
  /** 1 or 3; images that have another number are refused. */
  readonly channels: number;
  /** The side of the square cut from the middle before it is made smaller; 0 for none. */
  readonly crop: number;
  /** The most pixels that a file may hold. */
  readonly maxPixels: number;
}

export interface DecodeRequest {
  readonly id: number;
  readonly paths: readonly string[];
  readonly framing: Framing;
}

export type DecodeReply =
  | { readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  /** What is wrong with one of the images, as the end of a sentence that begins with its path. */
  | { readonly id: number; readonly path: string; readonly fault: string };
