import type { Child } from "../html.ts";
import { type Frame, link } from "./frame.ts";

/** What residents know the county by. */
export const shownName = ({ identity, countyName }: Frame): string =>
  identity?.publicName ?? countyName ?? "联治";

/** The number to call, beside the name: one tap on a phone. A sample's is nobody's. */
export function Hotline({ frame }: { frame: Frame }): Child {
  const hotline = frame.identity?.hotline;
  if (!hotline) return null;
  return frame.sample ? (
    <span class="hotline">热线 {hotline}（示例）</span>
  ) : (
    <a class="hotline" href={`tel:${hotline.replaceAll("-", ",")}`}>
      热线 {hotline}
    </a>
  );
}

/** Who answers for these pages. What the county hasn't said isn't shown. */
export function Imprint({ frame }: { frame: Frame }): Child {
  const { identity, sample } = frame;
  const { office, hotline, icpNumber, policeNumber } = identity ?? {};
  const said = [
    office && `主办单位：${office}`,
    hotline && `服务热线：${hotline}`,
    icpNumber && <Filed number={icpNumber} at={sample ? undefined : "https://beian.miit.gov.cn/"} />,
    policeNumber && <Filed number={policeNumber} at={sample ? undefined : policeRecord(policeNumber)} />,
  ].filter(Boolean);
  return (
    <footer class="foot imprint">
      <p>{shownName(frame)}</p>
      <Told frame={frame} />
      {said.length > 0 && (
        <ul>
          {said.map((one) => (
            <li>{one}</li>
          ))}
        </ul>
      )}
      {sample && said.length > 0 && <p>以上是示例，不是真实的单位和号码</p>}
    </footer>
  );
}

/** What the page is called that says what residents are promised: of many counties that is by when it is dealt with, and no more. */
export const promisesTitle = (promises: boolean): string => (promises ? "服务承诺和办理时限" : "办理时限");

/** Where a county says what becomes of what people write. */
export const privacyPage = { href: "/privacy", label: "隐私说明" };

/** What a county tells residents on pages of its own. */
export const toldPages = ({
  identity,
}: Pick<Frame, "identity">): readonly { href: string; label: string }[] => [
  { href: "/grids", label: "我的网格谁负责" },
  { href: "/commitments", label: promisesTitle(identity?.promises ?? false) },
];

function Told({ frame }: { frame: Frame }): Child {
  if (frame.countyName === undefined) return null;
  return (
    <nav aria-label="本县说明" class="on-screen">
      <ul>
        {[...toldPages(frame), privacyPage].map(({ href, label }) => (
          <li>
            <a href={link(frame, href)}>{label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A number that must lead to where it can be looked up (非经营性互联网信息服务备案管理办法 art. 13). */
function Filed(props: { number: string; at: string | undefined }): Child {
  if (props.at === undefined) return props.number;
  return (
    <a href={props.at} rel="noreferrer">
      {props.number}
    </a>
  );
}

const policeRecord = (number: string): string =>
  `https://beian.mps.gov.cn/#/query/webSearch?code=${number.replace(/\D/g, "")}`;
