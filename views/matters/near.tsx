import type { communities } from "../../worker/domain/matters/residents.ts";
import { attempt } from "../components/attempt.ts";
import { Actions, Button, LinkButton } from "../components/button.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { Select } from "../components/select.tsx";
import { type Frame, link, preferencesPath } from "../layout/frame.ts";
import { ResidentPage } from "../layout/resident.tsx";
import { communityOptions } from "./report.tsx";

/** Whose community the home is about, once and for all visits of this browser. */
export function NearPage(props: {
  frame: Frame;
  groups: Awaited<ReturnType<typeof communities>>;
  /** The one that is chosen. */
  near: string;
}) {
  const { frame, groups, near } = props;
  const back = link(frame, "/");
  return (
    <ResidentPage frame={frame}>
      <PageHead title="选择我的社区" lead="首页会显示这个社区的办理情况。只记在这台设备上，不用登录。" />
      {groups.length === 0 ? (
        <Empty text="还没有登记社区。">
          <LinkButton href={back}>返回首页</LinkButton>
        </Empty>
      ) : (
        <form method="post" action={link(frame, preferencesPath)} class="form">
          <input type="hidden" name="back" value={back} />
          <Select
            name="near"
            label="社区（村）"
            unchosen="请选择社区"
            options={communityOptions(groups)}
            attempt={attempt({ near })}
          />
          <Actions>
            <Button kind="primary">就看这个社区</Button>
            <LinkButton href={back}>返回首页</LinkButton>
          </Actions>
        </form>
      )}
      {near !== "" && <Whole frame={frame} back={back} />}
    </ResidentPage>
  );
}

function Whole({ frame, back }: { frame: Frame; back: string }) {
  return (
    <form method="post" action={link(frame, preferencesPath)}>
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="near" value="" />
      <Button>{`不选社区，看整个${frame.countyName ?? "县"}的`}</Button>
    </form>
  );
}
