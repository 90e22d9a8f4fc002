-- Sources were words of the product; each county's rules name their own. The keys stay, and what they were called.
UPDATE `rule_sets` SET `document` = json_set(document, '$.intake.sources', json((SELECT json_group_array(json_object('key', s.value,
	'name', CASE s.value WHEN 'resident' THEN '居民上报' WHEN 'patrol' THEN '网格巡查' WHEN 'visit' THEN '敲门行动' WHEN 'whistle' THEN '吹哨'
		WHEN 'hotline' THEN '12345热线' WHEN 'police' THEN '110非警务分流' WHEN 'meeting' THEN '会议' ELSE s.value END,
	'channels', json(CASE WHEN s.value = 'resident' THEN '["resident"]' WHEN s.value IN ('hotline', 'police') THEN '["staff","system"]' ELSE '["staff"]' END)))
	FROM json_each(rule_sets.document, '$.intake.sources') s)))
WHERE json_type(document, '$.intake.sources[0]') = 'text';
--> statement-breakpoint
UPDATE `rule_drafts` SET `document` = json_set(document, '$.intake.sources', json((SELECT json_group_array(json_object('key', s.value,
	'name', CASE s.value WHEN 'resident' THEN '居民上报' WHEN 'patrol' THEN '网格巡查' WHEN 'visit' THEN '敲门行动' WHEN 'whistle' THEN '吹哨'
		WHEN 'hotline' THEN '12345热线' WHEN 'police' THEN '110非警务分流' WHEN 'meeting' THEN '会议' ELSE s.value END,
	'channels', json(CASE WHEN s.value = 'resident' THEN '["resident"]' WHEN s.value IN ('hotline', 'police') THEN '["staff","system"]' ELSE '["staff"]' END)))
	FROM json_each(rule_drafts.document, '$.intake.sources') s)))
WHERE json_type(document, '$.intake.sources[0]') = 'text';
