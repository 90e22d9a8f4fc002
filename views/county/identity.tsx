import type { Identity } from "../../worker/domain/county/identity.ts";
import { type IdentityField, identityFields, identityLabels } from "../../worker/domain/county/words.ts";
import type { ConflictState } from "../../worker/domain/errors.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt, typed } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import type { FieldProps } from "../components/field.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { ConflictNotice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { TextField } from "../components/text-field.tsx";
import { type CountyIdentity, type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

type Props = {
  frame: Frame;
  now: Instant;
  identity: Identity;
  /** As it was sent; without it the form begins with what stands. */
  attempt?: Attempt | undefined;
  conflict?: ConflictState | undefined;
  idempotencyKey: string;
};

/** What residents read of the county on each page. After a conflict saving again overwrites knowingly. */
export function IdentityPage(props: Props) {
  const { frame, identity } = props;
  // A refusal that names no revision can't be overcome by saving again; its words are in the problems.
  const conflict = props.conflict?.revision === undefined ? undefined : props.conflict;
  const form = props.attempt ?? beginning(identity);
  const action = link(frame, "/identity");
  return (
    <StaffPage frame={frame}>
      <PageHead
        title="本县信息"
        lead="居民在每一页的页头和页尾看到这些。没有填写的不显示，也不会用别的内容代替。"
      />
      {conflict === undefined ? (
        <ErrorSummary problems={form.problems} />
      ) : (
        <Faster {...props} conflict={conflict} form={form} />
      )}
      <Form
        action={action}
        idempotencyKey={props.idempotencyKey}
        hidden={{ revision: conflict?.revision ?? (typed(form, "revision") || identity.revision) }}
      >
        {fields(frame).map((field) => (
          <TextField {...field} optional attempt={form} />
        ))}
        <Actions>
          <Button kind="primary">{conflict === undefined ? "保存" : "用我的内容覆盖"}</Button>
          <LinkButton href={link(frame, "/")} apart>
            在新页面查看居民首页
          </LinkButton>
        </Actions>
      </Form>
      <Last {...props} />
    </StaffPage>
  );
}

const beginning = (identity: CountyIdentity): Attempt =>
  attempt(Object.fromEntries(identityFields.map((name) => [name, identity[name] ?? ""])));

type Asked = Omit<FieldProps, "attempt"> & Pick<Parameters<typeof TextField>[0], "kind" | "width">;

const fields = ({ countyName = "" }: Frame): readonly (Asked & { name: IdentityField })[] => [
  {
    name: "publicName",
    label: identityLabels.publicName,
    hint: `显示在居民页面的左上角，例如“${countyName}社会治理服务”。不填时显示“${countyName}”。`,
    most: 30,
  },
  {
    name: "hotline",
    label: identityLabels.hotline,
    hint: "居民有急事或不会上网时拨打的号码，例如 12345，或带区号的座机。",
    kind: "tel",
    most: 30,
    width: "medium",
  },
  { name: "office", label: identityLabels.office, hint: "对本平台负责的单位全称。", most: 60 },
  {
    name: "icpNumber",
    label: identityLabels.icpNumber,
    hint: "在工业和信息化部备案后得到，例如 豫ICP备12345678号-1。页尾会链接到备案管理系统。",
    most: 40,
    width: "medium",
  },
  {
    name: "policeNumber",
    label: identityLabels.policeNumber,
    hint: "在公安机关备案后得到，例如 豫公网安备41000000000000号。",
    most: 40,
    width: "medium",
  },
];

/** Who was faster, and what differs. */
function Faster(props: Props & { conflict: ConflictState; form: Attempt }) {
  const { conflict, form, identity, now } = props;
  const differs = (conflict.fields ?? []).flatMap(({ name, label, value }) => {
    const own = typed(form, name).trim();
    const stands = identity[name as IdentityField] ?? "";
    return own === stands ? [] : [{ label, current: value, typed: own || "没有填写" }];
  });
  return (
    <ConflictNotice
      by={conflict.changedBy || "同事"}
      at={(conflict.changedAt || now) as Instant}
      now={now}
      clashes={differs}
    />
  );
}

function Last({ identity, now }: Pick<Props, "identity" | "now">) {
  const { changedBy, changedAt } = identity;
  if (changedBy === null || changedAt === null) return null;
  return (
    <p class="meta">
      {changedBy}在{formatMoment(changedAt as Instant, now)} 最后修改。
    </p>
  );
}
