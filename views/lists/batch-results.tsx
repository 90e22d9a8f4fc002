import { LinkButton } from "../components/button.tsx";
import { Item, ItemList } from "../components/list.tsx";
import { Empty, Notice } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { StateMark } from "../components/state.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { StaffPage } from "../layout/staff.tsx";

/** How an act went on each record that was chosen; those that weren't found have no name. */
export function BatchResults(props: {
  frame: Frame;
  back: string;
  done: string;
  results: readonly { href: string | undefined; name: string | undefined; failed: string | null }[];
}) {
  const { frame, results, done } = props;
  const failed = results.filter((each) => each.failed !== null).length;
  return (
    <StaffPage frame={frame}>
      <PageHead title={frame.title} />
      {results.length === 0 ? (
        <Empty text="没有选中任何一项。请在列表里勾选以后再办理。" />
      ) : (
        <>
          <Notice kind={failed === 0 ? "success" : "warning"} focus>
            {`${results.length - failed} 项办好了${failed > 0 ? `，${failed} 项没有办成，原因写在下面` : ""}`}
          </Notice>
          <ItemList id="results">
            {results.map(({ href, name, failed }) => (
              <Item
                title={name ?? "找不到的一项"}
                href={name === undefined || href === undefined ? undefined : link(frame, href)}
                mark={
                  failed === null ? (
                    <StateMark state="done">{done}</StateMark>
                  ) : (
                    <StateMark state="overdue">没有办成</StateMark>
                  )
                }
                meta={failed ?? undefined}
              />
            ))}
          </ItemList>
        </>
      )}
      <LinkButton href={link(frame, props.back)}>返回列表</LinkButton>
    </StaffPage>
  );
}
