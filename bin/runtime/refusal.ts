/** Something the person who started the program can mend: shown as one line, without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The message of whatever was thrown, on one line. */
export function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\s+/g, " ").trim();
}
