import { type Attempt, chosen, fieldId, problemAt } from "../components/attempt.ts";
import { Disclosure } from "../components/disclosure.tsx";
import { describedBy, FieldNotes } from "../components/field.tsx";

export type MemberGroup = { label: string; members: readonly { id: string; name: string }[] };

/** A group longer than this begins closed. */
const short = 12;

/** Who belongs to a meeting, chosen from groups. Options of all groups share the field `members`. */
export function MemberChoices(props: { groups: readonly MemberGroup[]; attempt: Attempt }) {
  const failed = problemAt(props.attempt, "members") !== undefined;
  const hint = "至少选两个。选中的单位会在会议列表中看到这次会议。";
  const field = { name: "members", label: "参会成员", hint, attempt: props.attempt };
  const picked = new Set(chosen(props.attempt, "members"));
  return (
    <fieldset class={["field", failed && "field-failed"]} aria-describedby={describedBy(field)}>
      <legend id={fieldId("members")} tabindex="-1">
        参会成员
      </legend>
      <FieldNotes {...field} />
      {props.groups
        .filter(({ members }) => members.length > 0)
        .map(({ label, members }, group) => (
          <Disclosure
            summary={`${label}（${members.length} 个）`}
            open={members.length <= short || members.some((member) => picked.has(member.id))}
          >
            <ul class="many">
              {members.map((member, index) => (
                <li class="choice">
                  <input
                    type="checkbox"
                    id={`member-${group}-${index}`}
                    name="members"
                    value={member.id}
                    checked={picked.has(member.id)}
                  />
                  <label for={`member-${group}-${index}`}>{member.name}</label>
                </li>
              ))}
            </ul>
          </Disclosure>
        ))}
    </fieldset>
  );
}
