import { type Role, roles } from "../../worker/domain/kernel/roles.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** Who works in a unit, for whoever may know; `people` is null for everybody else. */
export function PeopleThere(props: {
  frame: Frame;
  /** The unit. */
  id: string;
  people: readonly { id: string; name: string; role: string }[] | null;
  morePeople: boolean;
}) {
  const { frame, id, people, morePeople } = props;
  if (people === null) return null;
  return (
    <Card title="在这里任职的人员" id="people-there">
      {people.length === 0 ? (
        <Empty text="还没有人在这里任职。" />
      ) : (
        <ItemList id="people-list">
          {people.map((person) => (
            <Item
              title={person.name}
              href={link(frame, `/people/${encodeURIComponent(person.id)}`)}
              meta={roles[person.role as Role] ?? person.role}
            />
          ))}
        </ItemList>
      )}
      {morePeople && (
        <p class="meta">
          这里只列出一部分，
          <a href={link(frame, `/people?within=${encodeURIComponent(id)}`)}>在人员里看全部</a>。
        </p>
      )}
    </Card>
  );
}
