/** A body on its way in. */
export interface Intake {
  readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly parts: Uint8Array[];
  size: number;
  ended: boolean;
}

export const intakeOf = (body: ReadableStream<Uint8Array>): Intake => ({
  reader: body.getReader(),
  parts: [],
  size: 0,
  ended: false,
});

/** Reads on until the body ends or is larger than so many bytes. Its bytes, or null while more is to come. */
export async function take(intake: Intake, largest: number): Promise<Uint8Array<ArrayBuffer> | null> {
  while (!intake.ended && intake.size <= largest) intake.parts.push(await part(intake));
  return intake.ended && intake.size <= largest ? joined(intake) : null;
}

/** Reads what is left and forgets it; beyond so many bytes the connection is dropped. */
export async function hearOut(intake: Intake, patience: number): Promise<void> {
  intake.parts.length = 0;
  while (!intake.ended && intake.size <= patience) await part(intake);
  if (!intake.ended) await intake.reader.cancel();
}

async function part(intake: Intake): Promise<Uint8Array> {
  const { done, value = new Uint8Array() } = await intake.reader.read();
  intake.ended = done;
  intake.size += value.length;
  return value;
}

/** They are handed over: nothing large is kept twice. */
function joined({ parts, size }: Intake): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts.splice(0)) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
