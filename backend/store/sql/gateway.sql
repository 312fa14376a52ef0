-- Entrance boxes: their keys, and how far each enrolment's taps are stored.

-- :gateway_insert  the first enrolment of an entrance
INSERT INTO gateway (site_id, name, epoch, sign_public, box_public, broker_hash, enrolled_ms)
VALUES (:site_id, :name, :epoch, :sign_public, :box_public, :broker_hash, :enrolled_ms);

-- :gateway_again  enrols an entrance again: new keys, the next epoch, in use again
UPDATE gateway SET site_id = :site_id, epoch = :epoch, sign_public = :sign_public, box_public = :box_public,
                   broker_hash = :broker_hash, enrolled_ms = :enrolled_ms, revoked_ms = NULL
WHERE id = :id;

-- :gateway_key_put  the key of an enrolment
INSERT INTO gateway_key (gateway_id, epoch, site_id, sign_public) VALUES (:gateway_id, :epoch, :site_id, :sign_public);

-- :gateway_by_name  the entrance behind the {gateway} of a topic
SELECT g.id, g.site_id, s.public_id, g.name, g.epoch, g.sign_public, g.box_public, g.enrolled_ms, COALESCE(g.revoked_ms, 0), g.seen_ms, g.broker_hash
FROM gateway g JOIN site s ON s.id = g.site_id WHERE g.name = :name;

-- :gateway_list  all entrances
SELECT g.id, g.site_id, s.public_id, g.name, g.epoch, g.sign_public, g.box_public, g.enrolled_ms, COALESCE(g.revoked_ms, 0), g.seen_ms, g.broker_hash
FROM gateway g JOIN site s ON s.id = g.site_id WHERE g.id > :after ORDER BY g.id LIMIT :n;

-- :gateway_revoke  nothing that this entrance signs is believed from now on
UPDATE gateway SET revoked_ms = :now_ms WHERE id = :id AND revoked_ms IS NULL;

-- :gateway_seen  when the last authentic message came
UPDATE gateway SET seen_ms = :now_ms WHERE id = :id AND seen_ms < :now_ms;

-- :gateway_through  how far an epoch is stored without a gap
SELECT through FROM gateway_epoch WHERE gateway_id = :gateway_id AND epoch = :epoch;

-- :gateway_through_put  an epoch is stored this far
INSERT INTO gateway_epoch (gateway_id, epoch, through) VALUES (:gateway_id, :epoch, :through)
ON CONFLICT (gateway_id, epoch) DO UPDATE SET through = excluded.through WHERE excluded.through > gateway_epoch.through;

-- :gateway_mine  the entrances that this account may pair and revoke, and what each last said of itself
SELECT g.id, g.site_id, s.public_id, g.name, g.epoch, g.sign_public, g.box_public, g.enrolled_ms, COALESCE(g.revoked_ms, 0), g.seen_ms, g.broker_hash,
       COALESCE((SELECT t.device_ms FROM tap t WHERE t.gateway_id = g.id ORDER BY t.epoch DESC, t.seq DESC LIMIT 1), 0),
       COALESCE(w.said_ms, 0), COALESCE(w.state, 0), COALESCE(w.backlog, 0), COALESCE(w.reader, 0), COALESCE(w.clock_synced, 0),
       COALESCE(w.clock_offset_ms, 0), COALESCE(w.clock_uncertainty_ms, 0), COALESCE(w.version, '')
FROM gateway g JOIN site s ON s.id = g.site_id LEFT JOIN gateway_said w ON w.gateway_id = g.id
WHERE g.id > :after AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND (r.role = 10 OR (r.role = 5 AND r.site_id = g.site_id)))
ORDER BY g.id LIMIT :n;

-- :gateway_said_put  what an entrance says of itself
INSERT INTO gateway_said (gateway_id, said_ms, state, backlog, reader, clock_synced, clock_offset_ms, clock_uncertainty_ms, version)
VALUES (:gateway_id, :said_ms, :state, :backlog, :reader, :clock_synced, :clock_offset_ms, :clock_uncertainty_ms, :version)
ON CONFLICT (gateway_id) DO UPDATE SET said_ms = excluded.said_ms, state = excluded.state, backlog = excluded.backlog, reader = excluded.reader,
  clock_synced = excluded.clock_synced, clock_offset_ms = excluded.clock_offset_ms, clock_uncertainty_ms = excluded.clock_uncertainty_ms,
  version = excluded.version;
