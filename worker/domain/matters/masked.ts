/** 张* and 138****5678: enough to tell people apart, not to reach them. */
export const maskedName = (name: string): string => `${[...name][0] ?? ""}*`;
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;

/** What everybody reads of who reported a matter. */
export const maskedContact = (kept: { reporterName: string | null; reporterPhone: string | null }) => ({
  reporterName: kept.reporterName && maskedName(kept.reporterName),
  reporterPhone: kept.reporterPhone && maskedPhone(kept.reporterPhone),
});
