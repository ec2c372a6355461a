/** Files that a component needs before it can be made: what `partita data` knows of it. */
export interface Supply<O> {
  /** Which files it needs, where they can be had and where they belong, in a few lines. */
  readonly needs: string;
  /** Reads every file through and tells what was found. @throws PartitaError on the first thing that is missing or wrong */
  check(options: O, tell: (finding: string) => void): Promise<void>;
  /** Writes what training needs beside the files, where there is such a thing. */
  prepare?(options: O, tell: (finding: string) => void): Promise<void>;
}
