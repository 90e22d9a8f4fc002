import * as z from "zod";
import { invitationToken } from "../domain/accounts/invitations.ts";
import { standingWords } from "../domain/accounts/states.ts";
import type { Command } from "../domain/kernel/command.ts";
import type { Context } from "../domain/kernel/context.ts";
import { Invitation, instant, maybe, maybeInstant, next, oneOf, text } from "./schemas.ts";

/** The same invitation with its link's token, for a program that passes the link on to the person. */
export function withLink<I extends z.ZodType>(
  invite: Command<I, { id: string }, object>,
  summary: string,
  creates: true | "/invitations" = true,
) {
  const { right, input } = invite;
  const run = async (ctx: Context, raw: unknown) => {
    const { id } = await invite(ctx, raw);
    return { id, token: await invitationToken(ctx, id) };
  };
  const operation = { resource: "/invitations", summary, creates, output: Invitation } as const;
  return Object.assign(run, { right, input, operation });
}

/** Links without their tokens. */
export const Invitations = z
  .object({
    invitations: z.array(
      z.object({
        id: text,
        purpose: text,
        name: text,
        role: maybe,
        scopeName: maybe,
        invitedBy: text,
        createdAt: instant,
        expiresAt: instant,
        usedAt: maybeInstant,
        revokedAt: maybeInstant,
        standing: oneOf(standingWords),
      }),
    ),
    next,
  })
  .meta({ id: "Invitations" });
