import { Card, Item, ItemList } from "../components/list.tsx";
import { Empty } from "../components/notice.tsx";
import { PageHead } from "../components/page-head.tsx";
import { type Frame, link } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { CountySearch } from "../tenants/search.tsx";

export type ListedCounty = { slug: string; name: string; sample: boolean };

/** The platform's public home: what it is, and the way into each county. */
export function PlatformHome(props: {
  frame: Frame;
  counties: readonly ListedCounty[];
  search: string;
  /** Where the following counties begin; null on the last page. */
  next: string | null;
}) {
  return (
    <PlatformPage frame={props.frame}>
      <PageHead
        title="联治"
        lead="县域联合治理平台：居民反映的事、会议议定的事，都有人办、有时限、有结果。"
      />
      <ul>
        <li>居民不用登录就能提交事项，凭回执码查看进度，办好后自己评价是否解决。</li>
        <li>街道、社区、网格和成员单位看到自己要办什么、什么时候到期，联席会议的决议逐项落实。</li>
        <li>每个县（市、区）用自己的规则，数据各自单独存放。</li>
      </ul>
      <Card title="进入所在的县（市、区）">
        {(props.next !== null || props.search !== "") && (
          <CountySearch action={link(props.frame, "/")} search={props.search} />
        )}
        <Counties {...props} />
      </Card>
      <p class="meta">
        <a href="/session/new">运维登录</a>
      </p>
    </PlatformPage>
  );
}

function Counties(props: { counties: readonly ListedCounty[]; search: string; next: string | null }) {
  const { counties, search, next } = props;
  if (counties.length === 0 && search !== "") {
    return (
      <Empty text="没有找到。换一个开头再查找。">
        <a href="/">查看全部</a>
      </Empty>
    );
  }
  if (counties.length === 0) {
    return <Empty text="还没有开通的县（市、区）。运维人员登录后可以开通。" />;
  }
  const more = next === null ? undefined : `/?${new URLSearchParams({ search, after: next })}`;
  return (
    <ItemList id="counties" more={more}>
      {counties.map(({ slug, name, sample }) => (
        <Item title={name} href={`/t/${slug}`} meta={sample && "示例数据，仅供演示"} />
      ))}
    </ItemList>
  );
}
