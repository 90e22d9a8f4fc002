/** What a county says of itself, as forms and logs call it. */
export const identityLabels = {
  publicName: "对外名称",
  hotline: "服务热线",
  office: "主办单位",
  icpNumber: "ICP备案号",
  policeNumber: "公安备案号",
} as const;

export type IdentityField = keyof typeof identityLabels;
export const identityFields = Object.keys(identityLabels) as IdentityField[];
