/** What an installation needs of whoever starts it. */
export interface Surroundings {
  /** One line for the person at the terminal. */
  say: (line: string) => void;
  /** Steps that undo what was started, newest last; the caller runs them backwards. */
  undo: (step: () => Promise<void> | void) => void;
  /** Something essential is gone for good: the caller stops everything and exits with 1. */
  fail: (why: string) => void;
}
