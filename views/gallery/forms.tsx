import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Checkboxes, Radios } from "../components/choices.tsx";
import { DateField, TimeField } from "../components/date-field.tsx";
import { ErrorSummary, Form } from "../components/form.tsx";
import { Card } from "../components/list.tsx";
import { ConflictNotice } from "../components/notice.tsx";
import { Select } from "../components/select.tsx";
import { PasswordField, TextArea, TextField } from "../components/text-field.tsx";
import { Unsaved } from "../components/unsaved.tsx";

const at = (iso: string) => iso as Instant;

/** Every field, untouched and failed; a form that somebody else overtook. */
export function Forms() {
  return (
    <>
      <ErrorSummary problems={failed.problems} />
      <div class="columns">
        <Card title="还没有填">
          <Fields names="new" attempt={attempt()} />
        </Card>
        <Card title="填错了">
          <Fields names="failed" attempt={failed} />
        </Card>
      </div>
      <ConflictNotice
        by="示例秘书"
        at={at("2026-11-29T01:00:00.000Z")}
        now={at("2026-11-29T01:20:00.000Z")}
        clashes={[{ label: "决议内容", current: "十二月底前完成", typed: "十一月底前完成" }]}
      />
      <Unsaved attempt={attempt({ body: "写了一半的内容" })} labels={{ body: "决议内容" }} />
    </>
  );
}

const wrong = ["text", "kind", "body", "one", "some", "date", "time", "secret"] as const;

const failed: Attempt = {
  values: {
    "failed.text": "1381234",
    "failed.kind": "b",
    "failed.body": "路灯坏了",
    "failed.one": "b",
    "failed.some": ["a", "b"],
  },
  problems: wrong.map((name) => ({ path: `failed.${name}`, message: "请检查这一项" })),
};

const options = [
  { value: "a", label: "任务", hint: "有主办单位和期限" },
  { value: "b", label: "决定" },
];

function Fields(props: { names: string; attempt: Attempt }) {
  const { names, attempt } = props;
  const field = (name: string, label: string) => ({ name: `${names}.${name}`, label, attempt });
  return (
    <Form action="#form" idempotencyKey="gallery">
      <TextField {...field("text", "手机号")} hint="11 位数字，不会公开" kind="tel" width="medium" />
      <Select {...field("kind", "单位类型")} options={options} />
      <TextArea {...field("body", "详情")} rows={3} most={200} />
      <Radios {...field("one", "种类")} options={options} />
      <Checkboxes {...field("some", "协办")} options={options} optional />
      <DateField {...field("date", "日期")} />
      <TimeField {...field("time", "时间")} />
      <PasswordField {...field("secret", "密码")} purpose="new" />
      <Actions>
        <Button kind="primary">提交</Button>
        <LinkButton href="#cancel">取消</LinkButton>
      </Actions>
    </Form>
  );
}
