const written = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)(:\d{1,5})?$/i;

/** A host in one form: lower case, without the root's dot and the scheme's own port; null for what is none. */
export function hostOf(sent: string, publicUrl: string): string | null {
  const scheme = publicUrl.startsWith("https:") ? "https" : "http";
  const plain = sent.replace(/\.(?=:|$)/, "");
  if (!written.test(sent) || !URL.canParse(`${scheme}://${plain}`)) return null;
  return new URL(`${scheme}://${plain}`).host;
}
