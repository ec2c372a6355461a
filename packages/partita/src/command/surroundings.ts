/** What every command may use of its surroundings. */
export interface Surroundings {
  /** Sets the exit status without ending the process. */
  readonly exit: (status: number) => void;
}
