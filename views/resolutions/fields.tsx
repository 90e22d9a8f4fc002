import type { DueOffer } from "../../worker/domain/resolutions/offer.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, chosen, problemAt, typed } from "../components/attempt.ts";
import { Checkboxes, Radios } from "../components/choices.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { Select } from "../components/select.tsx";
import { TextArea, TextField } from "../components/text-field.tsx";
import { DueChoice, type Standing } from "./due.tsx";

export type Member = { id: string; name: string };

/** The fields of a resolution, for logging and for editing. What only a task has is hidden for a decision. */
export function ResolutionFields(props: {
  members: readonly Member[];
  /** Whether there are matters that the person may name. */
  mayNameMatter: boolean;
  attempt: Attempt;
  now: Instant;
  /** What a left-out day means here. */
  standing: Standing;
  offer: DueOffer;
}) {
  const { members, attempt } = props;
  const options = members.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <div class="side-by-side">
        <Radios name="kind" label="种类" options={kinds} attempt={beginning(attempt)} />
      </div>
      <TextArea name="body" label="决议内容" rows={3} most={1000} attempt={attempt} />
      {props.mayNameMatter && <MatterField attempt={attempt} />}
      <div class="task-only">
        <Select name="leadId" label="主办单位" options={options} attempt={attempt} />
        <Disclosure summary={moreWords(attempt)} open={moreIsWrong(attempt)}>
          <div class="many">
            <Checkboxes name="assistantIds" label="协办单位" options={options} attempt={attempt} optional />
          </div>
        </Disclosure>
        <DueChoice {...props} />
      </div>
    </>
  );
}

/** Whoever names a matter lets the whole meeting read it, and is told so. */
function MatterField({ attempt }: { attempt: Attempt }) {
  return (
    <TextField
      name="matter"
      label="议定的事项"
      hint="填事项编号，或事项里的几个词。填了以后，参加会议的单位和召开单位可以查看这件事项，看不到上报人联系方式。"
      width="medium"
      autocomplete="off"
      optional
      attempt={attempt}
    />
  );
}

const kinds = [
  { value: "task", label: "任务" },
  { value: "decision", label: "决定" },
];

/** Most of what meetings settle is work for somebody. */
const beginning = (attempt: Attempt): Attempt => ({
  ...attempt,
  values: { ...attempt.values, kind: typed(attempt, "kind") || "task" },
});

/** What is folded away says what it holds. */
function moreWords(attempt: Attempt): string {
  const assistants = chosen(attempt, "assistantIds").length;
  return `协办单位（${assistants > 0 ? `已选 ${assistants} 个` : "选填"}）`;
}

const moreIsWrong = (attempt: Attempt): boolean => problemAt(attempt, "assistantIds") !== undefined;
