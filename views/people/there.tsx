import { type Role, roles } from "../../worker/domain/kernel/roles.ts";
import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { type Frame, link } from "../layout/frame.ts";

/** Who works in a unit, for whoever may know; `people` is null for everybody else. */
export function PeopleThere(props: {
  frame: Frame;
  people: readonly { id: string; name: string; role: string }[] | null;
}) {
  const { frame, people } = props;
  if (people === null) return null;
  return (
    <Card title="在这里任职的人员" id="people-there">
      {people.length === 0 ? (
        <Empty text="还没有人在这里任职。" />
      ) : (
        <ItemList id="people-list">
          {people.map(({ id, name, role }) => (
            <Item
              title={name}
              href={link(frame, `/people/${encodeURIComponent(id)}`)}
              meta={roles[role as Role] ?? role}
            />
          ))}
        </ItemList>
      )}
    </Card>
  );
}
