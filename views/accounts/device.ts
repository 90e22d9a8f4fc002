/** What a browser says of itself (User-Agent), as the person would name the device: `安卓手机上的微信`. */
export function deviceName(userAgent: string): string {
  return `${firstOf(systems, userAgent) ?? "未知设备"}上的${firstOf(programs, userAgent) ?? "浏览器"}`;
}

type Names = readonly (readonly [pattern: RegExp, name: string])[];

const firstOf = (names: Names, text: string): string | undefined =>
  names.find(([pattern]) => pattern.test(text))?.[1];

/** In this order, because Android and HarmonyOS also say Linux, and iPad also says Mac. */
const systems: Names = [
  [/HarmonyOS|OpenHarmony/i, "鸿蒙设备"],
  [/iPhone/, "苹果手机"],
  [/iPad/, "苹果平板"],
  [/Android.*Mobile/, "安卓手机"],
  [/Android/, "安卓平板"],
  [/Windows/, "Windows 电脑"],
  [/Macintosh/, "苹果电脑"],
  [/Linux|X11/, "Linux 电脑"],
];

/** In this order, because nearly all of them also say Chrome and Safari. */
const programs: Names = [
  [/wxwork/i, "企业微信"],
  [/MicroMessenger/i, "微信"],
  [/DingTalk/i, "钉钉"],
  [/Edg/, " Edge 浏览器"],
  [/Firefox|FxiOS/, " Firefox 浏览器"],
  [/Chrome|CriOS/, " Chrome 浏览器"],
  [/Safari/, " Safari 浏览器"],
];
