import type { ScheduleOffer } from "../../worker/domain/meetings/form.ts";
import { chooseField, findField } from "../../worker/domain/meetings/states.ts";
import { formatDay } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Attempt, chosen, fieldId, problemAt, typed } from "../components/attempt.ts";
import { Button } from "../components/button.tsx";
import { Disclosure } from "../components/disclosure.tsx";
import { describedBy, FieldNotes } from "../components/field.tsx";
import { Notice } from "../components/notice.tsx";
import type { Child } from "../html.ts";

type Groups = ScheduleOffer["groups"];

/** A group longer than this begins closed. */
const short = 12;

/**
 * Who belongs to a meeting, chosen from groups, which share the field `members`. The buttons send the whole form to be
 * shown again with others chosen or found; with JavaScript the list narrows while one types.
 */
export function MemberChoices(props: {
  page: Pick<ScheduleOffer, "groups" | "isCut" | "byRules" | "byRole" | "last">;
  now: Instant;
  attempt: Attempt;
  /** What a button has just done, in words. */
  said?: string | undefined;
}) {
  const { page, attempt, said } = props;
  return (
    <Choosing
      name="members"
      label="参会成员"
      hint="至少选两个，最多 200 个。选中的单位会在会议列表中看到这次会议。"
      find="查找成员"
      called="成员"
      groups={page.groups}
      attempt={attempt}
      said={said}
    >
      <Presets page={page} now={props.now} />
      {page.byRole.length > 0 && (
        <p class="hint">{`按规则，成员还有${page.byRole.join("、")}：不是单位，不在名单里，请另行通知。`}</p>
      )}
      {page.isCut && <p class="hint">单位很多，名单里没有列全，没有列出的现在不能选为成员。</p>}
    </Choosing>
  );
}

/** A field in which several are chosen from groups and looked for by name. `children`: what stands between looking and choosing. */
export function Choosing(props: {
  name: string;
  label: string;
  hint: string;
  /** What looking for them is called, and what they are. */
  find: string;
  called?: string;
  groups: Groups;
  attempt: Attempt;
  said?: string | undefined;
  children?: Child;
}) {
  const { name, label, hint, attempt, said } = props;
  const field = { name, label, hint, attempt };
  const failed = problemAt(attempt, name) !== undefined;
  return (
    <fieldset
      class={["field", "members", failed && "field-failed"]}
      aria-describedby={describedBy(field)}
      id={name}
    >
      <legend id={fieldId(name)} tabindex="-1">
        {label}
      </legend>
      <FieldNotes {...field} />
      {said && (
        <Notice kind="information" focus>
          {said}
        </Notice>
      )}
      <Find name={name} label={props.find} attempt={attempt} />
      {props.children}
      <Picks
        name={name}
        called={props.called ?? ""}
        groups={props.groups}
        picked={new Set(chosen(attempt, name))}
        find={typed(attempt, findField).trim()}
      />
    </fieldset>
  );
}

/** The first button of the form: Enter in a field looks for members at most, and sends nothing off. */
function Find({ name, label, attempt }: { name: string; label: string; attempt: Attempt }) {
  return (
    <div class="find">
      <label for={fieldId(findField)}>{label}</label>
      <input
        id={fieldId(findField)}
        name={findField}
        type="search"
        class="control"
        value={typed(attempt, findField)}
        autocomplete="off"
        data-filters={name}
      />
      <Button name={chooseField} value="find" formnovalidate>
        查找
      </Button>
    </div>
  );
}

function Presets(props: { page: Pick<ScheduleOffer, "byRules" | "last">; now: Instant }) {
  const { byRules, last } = props.page;
  return (
    <div class="actions">
      {byRules.length > 0 && (
        <Button name={chooseField} value="rules" formnovalidate>
          {`按规则选 ${byRules.length} 个`}
        </Button>
      )}
      {last && (
        <Button name={chooseField} value="last" formnovalidate>
          {`与上次相同（${formatDay(last.startsAt, props.now)}，${last.members.length} 个）`}
        </Button>
      )}
      <Button name={chooseField} value="none" formnovalidate>
        全部不选
      </Button>
    </div>
  );
}

/** The groups, with those that are looked for; whoever is chosen already stays so unseen. */
function Picks(props: {
  name: string;
  called: string;
  groups: Groups;
  picked: ReadonlySet<string>;
  find: string;
}) {
  const { name: field, called, groups, picked, find } = props;
  const found = groups.map((group) => ({
    ...group,
    shown: group.members.filter(({ name }) => name.includes(find)),
  }));
  const unseen = found.flatMap(({ members, shown }) =>
    members.filter((member) => picked.has(member.id) && !shown.includes(member)),
  );
  return (
    <>
      {find !== "" && found.every(({ shown }) => shown.length === 0) && (
        <p>{`没有名称含“${find}”的${called}。清空后再按“查找”，显示全部。`}</p>
      )}
      {unseen.map(({ id }) => (
        <input type="hidden" name={field} value={id} />
      ))}
      {found.map((group, index) => (
        <Group {...group} field={field} index={index} picked={picked} isSearched={find !== ""} />
      ))}
    </>
  );
}

function Group(
  props: Groups[number] & {
    field: string;
    shown: Groups[number]["members"];
    index: number;
    picked: ReadonlySet<string>;
    isSearched: boolean;
  },
) {
  const { field, key, label, members, shown, index, picked, isSearched } = props;
  if (shown.length === 0) return null;
  const count = members.filter(({ id }) => picked.has(id)).length;
  return (
    <Disclosure
      summary={`${label}（${members.length} 个，已选 ${count} 个）`}
      open={isSearched || members.length <= short}
    >
      {members.length > short && !isSearched && (
        <Button name={chooseField} value={key} formnovalidate>
          {`全选${label}`}
        </Button>
      )}
      <ul class="many">
        {shown.map(({ id, name }, at) => (
          <li class="choice">
            <input
              type="checkbox"
              id={`member-${index}-${at}`}
              name={field}
              value={id}
              checked={picked.has(id)}
            />
            <label for={`member-${index}-${at}`}>{name}</label>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}
