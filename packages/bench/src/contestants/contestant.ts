/** Who takes part: one of our runtimes, or a peer to compare with. Either is a program that answers `Requests`. */
export interface ContestantSpec {
  readonly name: string;
  readonly role: 'runtime' | 'peer';
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Who cannot take part, and why. */
export interface Absentee {
  readonly name: string;
  readonly role: ContestantSpec['role'];
  readonly reason: string;
}
