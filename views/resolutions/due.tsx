import type { DueOffer } from "../../worker/domain/resolutions/offer.ts";
import { asItStands, dayChosen } from "../../worker/domain/resolutions/states.ts";
import { formatDay, formatDueBy, formatWeekday } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, typed } from "../components/attempt.ts";
import { Button } from "../components/button.tsx";
import { Radios } from "../components/choices.tsx";
import { DateField } from "../components/date-field.tsx";
import type { Option } from "../components/select.tsx";

/** What comes of it when no day is chosen, in words. */
export type Standing = { label: string; hint?: string | undefined };

/** By the rules, with the reason. */
export function ruledDue({ byRules }: DueOffer, now: Instant): Standing {
  if (!byRules) return { label: "按规则计算" };
  const { at, basis } = byRules;
  return { label: `${formatDueBy(at, now)}（${formatWeekday(at)}）`, hint: basis };
}

/** By when: as it stands, on a day that is quick to choose, or on any other. */
export function DueChoice(props: { standing: Standing; offer: DueOffer; now: Instant; attempt: Attempt }) {
  const { standing, offer, now, attempt } = props;
  const quick = offer.quick.map(({ called, day, instead }): Option => {
    const moved = instead ? `，${formatDay(instead, now)}休息，顺延` : "";
    return { value: day, label: `${called}：${formatDay(day, now)} ${formatWeekday(day)}${moved}` };
  });
  const values = { ...attempt.values, due: typed(attempt, "due") || asItStands };
  return (
    <>
      <Radios
        name="due"
        label="完成期限"
        options={[{ value: asItStands, ...standing }, ...quick]}
        attempt={{ ...attempt, values }}
      />
      <DateField
        name="dueDate"
        label="另选日期"
        hint="填了日期，就以它为准，到当天下班为止"
        attempt={attempt}
        optional
      />
    </>
  );
}

/** Saves a day that is odd and meant. Nothing where nothing is asked. */
export function Meant(props: { attempt: Attempt; children: string }) {
  const { values, problems } = props.attempt;
  if (problems.length === 0 || !problems.every(({ warns }) => warns)) return null;
  return (
    <Button name="confirmed" value={dayChosen(values)}>
      {props.children}
    </Button>
  );
}
