import type { deskPage } from "../../worker/domain/desk/desk.ts";
import type { Figure } from "../../worker/domain/desk/figures.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { LinkButton } from "../components/button.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";
import { Late, Units } from "./county.tsx";
import { Figures } from "./figures.tsx";
import { Meetings, type NextMeeting } from "./meetings.tsx";
import { type Todo, Todos } from "./todos.tsx";

type Page = Omit<Awaited<ReturnType<typeof deskPage>>, "todos" | "meetings"> & {
  todos: readonly Todo[];
  meetings: readonly NextMeeting[];
};

/** What every staff member sees first: how it stands, what to do by when, then where to be. */
export function Desk(props: { frame: Frame; now: Instant; page: Page }) {
  const { frame, now, page } = props;
  const { county, figures, meetings } = page;
  // Of some of the to-dos, or further on among them, nothing else is told.
  const isFirst = page.show === null && !page.turned;
  return (
    <StaffPage frame={frame}>
      <PageHead
        title={county ? `${county.name}今天` : "今天"}
        lead={calm(figures)}
        action={
          page.mayRegister && <LinkButton href={link(frame, "/matters/registrations")}>登记事项</LinkButton>
        }
      />
      <Figures frame={frame} figures={figures} />
      <div class="with-side">
        <div class="stack">
          {county && isFirst && <Late frame={frame} now={now} county={county} />}
          <Todos frame={frame} now={now} {...page} calm={county === null} />
        </div>
        <Meetings frame={frame} now={now} meetings={meetings} />
      </div>
      {county && isFirst && <Units frame={frame} county={county} />}
    </StaffPage>
  );
}

/** What is good to know where nothing is late. */
function calm(figures: readonly Figure[]): string | undefined {
  const isZero = (key: Figure["key"]) => figures.some((figure) => figure.key === key && figure.n === "0");
  if (!isZero("overdue")) return undefined;
  if (!isZero("today")) return "没有超期的。";
  return isZero("week") ? "没有超期的，7天内也没有到期的。" : "没有超期的，今天也没有到期的。";
}
