/** What one request may send: bytes, and of a form so many fields. */
export interface Most {
  readonly bytes: number;
  readonly fields: number;
}

/** No form and no API document is larger. The largest form of the presets, 新野's scheme for communities, has 310 fields. */
export const ordinary: Most = { bytes: 128 * 1024, fields: 500 };

/** Rules come as whole documents and long forms, from people who are signed in. */
export const ofRules: Most = { bytes: 1024 * 1024, fields: 10_000 };

/** How much of what is too large is heard out before the connection is dropped; in bytes. */
export const patience = 64 * ordinary.bytes;

/** What an error page gives back of what was typed; in bytes of UTF-8. */
export const mostKept = 32 * 1024;
