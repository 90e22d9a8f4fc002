import { cpSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../runtime/ports.ts";
import { answers, type Beside, ran, started } from "./processes.ts";

/** Debian's, not whichever comes first. */
const python = "/usr/bin/python3";

/** The same pages with Django behind gunicorn, one worker, over a copy of a county; undefined where either is missing. */
export async function startDjango(folder: string, copy: string): Promise<Beside | undefined> {
  if (!(await ran(python, ["-c", "import django, gunicorn"]))) {
    console.log("Django is left out: on Debian, apt-get install python3-django python3-gunicorn brings it.");
    return undefined;
  }
  const home = join(folder, "django");
  cpSync(join(import.meta.dirname, "django"), home, { recursive: true });
  const port = await freePort();
  // With a thread it keeps connections open, as Node's client and the other servers do.
  const how = ["--workers", "1", "--worker-class", "gthread", "--threads", "1", "--access-logfile", "-"];
  const where = ["--chdir", home, "--bind", `127.0.0.1:${port}`];
  const program = started(python, ["-m", "gunicorn", ...how, ...where, "app:application"], {
    ...process.env,
    FILE: copy,
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  return { ...program, name: "Django, gunicorn", url };
}
