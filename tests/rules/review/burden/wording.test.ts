import { describe, expect, test } from "vitest";
import { found, hand } from "./examples.ts";

describe("words of a criterion", () => {
  test.each([
    ["点赞量达到一百", "点赞"],
    ["信息转发次数", "转发"],
    ["平台在线时长不少于20小时", "在线时长"],
    ["工作群活跃度", "活跃度"],
    ["反诈中心APP安装率", "APP安装"],
    ["小程序推广下载情况", "小程序推广下载"],
    ["组织居民下载软件", "下载软件"],
    ["公众号的关注人数", "公众号的关注"],
    ["每日登录次数", "登录次"],
    ["上报截图", "截图"],
    ["文章浏览量", "浏览量"],
    ["刷分", "刷分"],
    ["网络投票前三名", "网络投票"],
  ])("%s is a click", (criteria, word) => {
    const [finding] = found(hand(criteria));
    expect(finding?.rule).toBe("clicks");
    expect(finding?.message).toContain(`提到“${word}”`);
  });

  test.each([
    "充电桩安装数量",
    "粉刷楼道墙面",
    "关注困难群众",
    "重点关注人员走访",
    "新技术应用与充电桩安装",
    "景区游览量",
    "志愿服务时长",
    "防范刷单诈骗宣传",
    "不得以点赞量、转发量计分",
    "取消打卡签到",
    "以办理记录代替签到",
    "严禁要求上传工作照片",
    "只看办成多少，不看在线时长",
    "只定等次，不排名",
    "居民群众上报的问题按时办理",
    "重点人群走访后报告情况",
    "建立业主微信群",
    "场地使用率",
  ])("%s is none", (criteria) => {
    expect(found(hand(criteria))).toEqual([]);
  });

  test.each([
    ["整治形式主义，每周拍照上传", "photos"],
    ["活动照片归档", "photos"],
    ["巡查轨迹完整", "tracks"],
    ["手机定位在网格内", "tracks"],
    ["工作群接龙", "chat-groups"],
    ["网格群及时回复", "chat-groups"],
    ["不得点赞；每天签到", "check-in"],
    ["打卡后不得离岗", "check-in"],
  ])("%s is of the kind %s", (criteria, rule) => {
    expect(found(hand(criteria)).map((finding) => finding.rule)).toEqual([rule]);
  });
});
