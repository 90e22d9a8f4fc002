import type { Frame } from "../layout/frame.ts";
import { PlatformPage } from "../layout/platform.tsx";
import { ResidentPage } from "../layout/resident.tsx";

/** Pages before anybody is signed in stand in the county's public shell, or in the platform's where there is none. */
export function publicShell(frame: Frame): typeof ResidentPage {
  return frame.countyName === undefined ? PlatformPage : ResidentPage;
}
