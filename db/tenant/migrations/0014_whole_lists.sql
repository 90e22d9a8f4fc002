-- What lies directly below a unit is a list of its own. Units that aren't listed yet are listed by the product, so too.
INSERT INTO `listings` (`noun`, `record`, `scope`, `active`, `state`, `kind`, `source`, `sort`, `urgent`)
SELECT listed.noun, listed.record, unit.parent_id || '/', listed.active, listed.state, listed.kind, listed.source, listed.sort, listed.urgent
FROM `org_units` unit JOIN `listings` listed ON listed.record = unit.id AND listed.scope = unit.id
WHERE unit.parent_id IS NOT NULL;
--> statement-breakpoint
-- Whoever may issue no links any more stands behind none: from now on such links are taken back as their issuer's role ends.
UPDATE `invitations` SET `revoked_at` = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), `version` = `version` + 1
WHERE `used_at` IS NULL AND `revoked_at` IS NULL AND EXISTS (SELECT 1 FROM `accounts` WHERE accounts.id = invitations.invited_by_id
	AND (accounts.disabled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM `grants` WHERE grants.account_id = accounts.id
		AND grants.role IN ('county_admin', 'operator') AND grants.revoked_at IS NULL)));
--> statement-breakpoint
-- Links end in many ways; lists follow them all.
CREATE TRIGGER `invitations_ended` AFTER UPDATE OF used_at, revoked_at ON `invitations` WHEN (new.used_at, new.revoked_at) IS NOT (old.used_at, old.revoked_at) BEGIN UPDATE listings SET active = (new.used_at IS NULL AND new.revoked_at IS NULL), state = CASE WHEN new.used_at IS NOT NULL THEN 'used' WHEN new.revoked_at IS NOT NULL THEN 'revoked' ELSE 'open' END WHERE record = new.id; END;
--> statement-breakpoint
-- One that is issued at the very moment its issuer leaves is in nobody's batch: it is taken back as it is made.
CREATE TRIGGER `invitations_abandoned` AFTER INSERT ON `invitations` WHEN EXISTS (SELECT 1 FROM accounts WHERE accounts.id = new.invited_by_id AND (accounts.disabled_at IS NOT NULL OR NOT EXISTS (SELECT 1 FROM grants WHERE grants.account_id = accounts.id AND grants.role IN ('county_admin', 'operator') AND grants.revoked_at IS NULL))) BEGIN UPDATE invitations SET revoked_at = new.created_at WHERE id = new.id; END;
