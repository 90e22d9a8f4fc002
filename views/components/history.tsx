import type { Past as Told } from "../../worker/domain/kernel/happenings.ts";
import type { Offer } from "../../worker/domain/kernel/offers.ts";
import type { Left } from "../../worker/domain/org/left.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Frame, link } from "../layout/frame.ts";
import { Disclosure } from "./disclosure.tsx";
import { MoveForm } from "./move.tsx";
import { Past } from "./past.tsx";
import type { Failed } from "./submit.ts";
import { Unsaved } from "./unsaved.tsx";

/** What became of a record, the newest first, and what may be made of it now. */
export function History(props: {
  frame: Frame;
  now: Instant;
  /** The record's address, and how the log names it. */
  path: string;
  subject: string;
  page: Pick<Told, "timeline" | "earlier" | "isEarlier"> & {
    offers: readonly Offer[];
    /** What stands in the way of closing it. */
    left: readonly Left[];
  };
  failed?: Failed<string> | undefined;
  idempotencyKey: string;
}) {
  const { frame, page, failed } = props;
  const isDrawn = page.offers.some(({ name, resource }) => resource === failed?.form && !stands(page, name));
  return (
    <Past {...props} title="变动记录">
      {failed && !isDrawn && <Unsaved attempt={failed.attempt} labels={{ reason: "原因" }} />}
      {page.offers.map((offer) =>
        stands(page, offer.name) ? (
          <InTheWay frame={frame} offer={offer} left={page.left} />
        ) : (
          <MoveForm
            action={link(frame, props.path)}
            failed={props.failed}
            idempotencyKey={props.idempotencyKey}
            offer={offer}
            primary={false}
          />
        ),
      )}
    </Past>
  );
}

const stands = ({ left }: { left: readonly Left[] }, move: string): boolean =>
  move === "close" && left.length > 0;

/** What must be seen to before a record can be closed: nobody finds out by pressing the button. */
function InTheWay({ frame, offer, left }: { frame: Frame; offer: Offer; left: readonly Left[] }) {
  return (
    <Disclosure summary={offer.form.folded ?? offer.label} id="closing">
      <p>现在还不能{offer.label}，先处理：</p>
      {left.map(({ what, links, all, more }) => (
        <>
          <p>{what}</p>
          <ul>
            {links.map(({ href, text }) => (
              <li>
                <a href={link(frame, href)}>{text}</a>
              </li>
            ))}
            {more && all && (
              <li>
                <a href={link(frame, all.href)}>{all.text}</a>
              </li>
            )}
          </ul>
        </>
      ))}
    </Disclosure>
  );
}
