/** Under which heading an operation stands, by what its address begins with. */
const headings: Readonly<Record<string, { name: string; description: string }>> = {
  sessions: { name: "登录", description: "取得和退还访问令牌" },
  account: { name: "登录", description: "" },
  invitations: { name: "邀请", description: "邀请人员，使用邀请链接" },
  people: { name: "人员", description: "在县里有账号的人" },
  matters: { name: "事项", description: "上报、受理、办理" },
  receipts: { name: "回执", description: "居民凭回执码查看、评价和申请复查，不需要登录" },
  identity: { name: "本县信息", description: "居民看到的名称、热线、主办单位、备案号和服务承诺" },
  commitments: { name: "本县信息", description: "" },
  grids: { name: "组织", description: "" },
  communities: { name: "组织", description: "" },
  "org-units": { name: "组织", description: "县、街道、社区、网格" },
  "member-units": { name: "成员单位", description: "参加联席会议的单位" },
  robots: { name: "群机器人", description: "单位所在群的企业微信、钉钉、飞书机器人" },
  webhooks: { name: "事件推送", description: "把发生的事推送给本县自己的系统" },
  meetings: { name: "会议", description: "安排和结束会议" },
  resolutions: { name: "决议", description: "记录、修改、落实和验收决议" },
  whistles: { name: "吹哨报到", description: "吹哨，叫有关单位报到" },
  assignments: { name: "承办", description: "派单给主办、协办单位，各自答复" },
  calls: { name: "吹哨报到", description: "" },
  filings: { name: "吹哨报备", description: "一个月的吹哨和报到，按月报备" },
  figures: { name: "统计", description: "每月的上报、响应、办结、满意和重办，按地区、类别、来源和单位" },
  todos: { name: "待办", description: "本人所在单位要做的事" },
  "rule-sets": { name: "规则", description: "各版规则、草案和发布" },
  "audit-entries": { name: "审计", description: "谁在什么时候做了什么" },
  tenants: { name: "平台", description: "开通和管理各县" },
};

/** The heading of an operation; those of the platform stand together. */
export function tagOf(path: string, platform: boolean): string {
  if (platform) return headings.tenants?.name ?? "";
  const [, first = ""] = path.split("/");
  const heading = headings[first];
  if (!heading) throw new Error(`worker/api/tags.ts has no heading for ${path}`);
  return heading.name;
}

export const tags = Object.values(headings).filter(({ description }) => description !== "");
