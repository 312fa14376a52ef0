-- Children registered with the sick-care rooms, and the steps of each registration.

-- :registration_standing  how a child stands with all rooms (scope 0) or one room
SELECT state, coalesce(valid_to_day, 0), coalesce(suspended_to_day, 0) FROM registration
WHERE child_id = :child_id AND coalesce(site_id, 0) = :scope;

-- :registration_add  a new one
INSERT INTO registration (public_id, child_id, site_id, serial, number, state, channel, detail, approved_day, valid_to_day, confirmed_day,
                          version, created_ms, changed_ms)
VALUES (:public_id, :child_id, :site_id, :serial, :number, :state, :channel, :detail, :approved_day, :valid_to_day, :confirmed_day,
        1, :now_ms, :now_ms);

-- :registration_event_add  the history
INSERT INTO registration_event (registration_id, at_ms, from_state, to_state, step, account_id, reason)
VALUES (:registration_id, :at_ms, :from_state, :to_state, :step, :account_id, :reason);

-- :registration_change  as it stands from now on; the version guards against a second hand
UPDATE registration SET state = :state, serial = :serial, number = :number, submitted_ms = :submitted_ms, approved_day = :approved_day,
       valid_to_day = :valid_to_day, suspended_to_day = :suspended_to_day, renewal_ms = :renewal_ms, reminded_day = :reminded_day,
       confirmed_day = :confirmed_day, version = version + 1, changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :registration_write  what the family says of the child
UPDATE registration SET detail = :detail WHERE id = :id;

-- :registration_serial  the greatest number given in a scope
SELECT coalesce(max(serial), 0) FROM registration WHERE coalesce(site_id, 0) = :scope AND serial IS NOT NULL;

-- :registration_detail  the sealed sheet of the child: opened only on the lane, after the audit line of the reading
SELECT detail FROM registration WHERE id = :id;

-- :registration_child  a child with what an account is to it: guardian (and what is hidden), the municipality's officer, staff of a room
SELECT c.id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1),
       coalesce((SELECT g.hides FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id), 0),
       EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role = 8),
       EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = :site_id),
       h.public_id
FROM child c JOIN household h ON h.id = c.household_id WHERE c.public_id = :child;

-- :registration_row  one for a caller who may see it: the family, the owner's staff, staff of a room in which the child has a place
SELECT r.id, r.public_id, r.child_id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       coalesce(r.site_id, 0), coalesce(s.public_id, ''), coalesce(s.name, ''), coalesce(r.serial, 0), coalesce(r.number, ''), r.state,
       r.channel, coalesce(r.submitted_ms, 0), coalesce(r.approved_day, 0), coalesce(r.valid_to_day, 0), coalesce(r.suspended_to_day, 0),
       coalesce(r.renewal_ms, 0), coalesce(r.reminded_day, 0), coalesce(r.confirmed_day, 0), r.version, r.created_ms,
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 8 = 0),
       coalesce((SELECT g.hides FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id), 0),
       EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id
               AND ((ar.role = 8 AND r.site_id IS NULL) OR (ar.role IN (6, 7) AND ar.site_id = r.site_id))), h.public_id
FROM registration r JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id LEFT JOIN site s ON s.id = r.site_id
WHERE r.public_id = :public_id
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 8 = 0)
    OR EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id
               AND ((ar.role = 8 AND r.site_id IS NULL) OR (ar.role IN (6, 7) AND ar.site_id = r.site_id)))
    OR EXISTS (SELECT 1 FROM reservation v INDEXED BY reservation_active JOIN account_role ar ON ar.site_id = v.site_id
               WHERE v.child_id = r.child_id AND v.day BETWEEN :from_day AND :to_day AND v.state IN (1, 2, 3, 5, 8, 9)
                 AND ar.account_id = :account_id AND ar.role IN (6, 7)));

-- :registration_of_child  a child's in one scope
SELECT r.id, r.public_id, r.child_id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       coalesce(r.site_id, 0), coalesce(s.public_id, ''), coalesce(s.name, ''), coalesce(r.serial, 0), coalesce(r.number, ''), r.state,
       r.channel, coalesce(r.submitted_ms, 0), coalesce(r.approved_day, 0), coalesce(r.valid_to_day, 0), coalesce(r.suspended_to_day, 0),
       coalesce(r.renewal_ms, 0), coalesce(r.reminded_day, 0), coalesce(r.confirmed_day, 0), r.version, r.created_ms, 0, 0, 0, h.public_id
FROM registration r JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id LEFT JOIN site s ON s.id = r.site_id
WHERE r.child_id = :child_id AND coalesce(r.site_id, 0) = :scope;

-- :registration_queue  what an owner's staff have in one state, in the order of entering
SELECT r.id, r.public_id, r.child_id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       coalesce(r.site_id, 0), coalesce(s.public_id, ''), coalesce(s.name, ''), coalesce(r.serial, 0), coalesce(r.number, ''), r.state,
       r.channel, coalesce(r.submitted_ms, 0), coalesce(r.approved_day, 0), coalesce(r.valid_to_day, 0), coalesce(r.suspended_to_day, 0),
       coalesce(r.renewal_ms, 0), coalesce(r.reminded_day, 0), coalesce(r.confirmed_day, 0), r.version, r.created_ms, 0, 0, 1, h.public_id
FROM registration r INDEXED BY registration_queue JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id
LEFT JOIN site s ON s.id = r.site_id
WHERE r.state = :state AND r.id > :after
  AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id
              AND ((ar.role = 8 AND r.site_id IS NULL) OR (ar.role IN (6, 7) AND ar.site_id = r.site_id)))
ORDER BY r.id LIMIT :limit;

-- :registration_renewals  those whose families asked for the next year while they hold
SELECT r.id, r.public_id, r.child_id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       coalesce(r.site_id, 0), coalesce(s.public_id, ''), coalesce(s.name, ''), coalesce(r.serial, 0), coalesce(r.number, ''), r.state,
       r.channel, coalesce(r.submitted_ms, 0), coalesce(r.approved_day, 0), coalesce(r.valid_to_day, 0), coalesce(r.suspended_to_day, 0),
       coalesce(r.renewal_ms, 0), coalesce(r.reminded_day, 0), coalesce(r.confirmed_day, 0), r.version, r.created_ms, 0, 0, 1, h.public_id
FROM registration r INDEXED BY registration_renewal JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id
LEFT JOIN site s ON s.id = r.site_id
WHERE r.renewal_ms IS NOT NULL AND r.id > :after AND r.state = 3
  AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id
              AND ((ar.role = 8 AND r.site_id IS NULL) OR (ar.role IN (6, 7) AND ar.site_id = r.site_id)))
ORDER BY r.id LIMIT :limit;

-- :registration_history  the steps of one, and who took each: 0 by itself, 1 the family, 2 staff
SELECT e.at_ms, e.from_state, e.to_state, e.step, CASE WHEN e.account_id IS NULL THEN 0
         WHEN EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = e.account_id AND ar.role > 2) THEN 2 ELSE 1 END, e.reason
FROM registration_event e WHERE e.registration_id = :registration_id ORDER BY e.id DESC LIMIT :n;

-- :registration_find_name  children whose names are read so at the beginning, with how they are registered in a scope
SELECT c.public_id, c.name, c.kana, c.birth_day, coalesce(r.state, 0), coalesce(r.number, '')
FROM child c JOIN household h ON h.id = c.household_id
LEFT JOIN registration r ON r.child_id = c.id AND coalesce(r.site_id, 0) = :scope
WHERE c.kana >= :text AND c.kana < :text_end AND coalesce(h.closed_day, 2147483647) > :today ORDER BY c.kana, c.id LIMIT :limit;

-- :registration_find_number  the child with a number
SELECT c.public_id, c.name, c.kana, c.birth_day, r.state, r.number
FROM registration r JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id
WHERE r.number = :text AND coalesce(r.site_id, 0) = :scope AND coalesce(h.closed_day, 2147483647) > :today;

-- :registration_next  the next ones that are not closed, for the turn of the day
SELECT r.id, r.public_id, r.child_id, c.public_id, c.name, c.birth_day, c.household_id, coalesce(h.closed_day, 2147483647),
       coalesce(r.site_id, 0), coalesce(s.public_id, ''), coalesce(s.name, ''), coalesce(r.serial, 0), coalesce(r.number, ''), r.state,
       r.channel, coalesce(r.submitted_ms, 0), coalesce(r.approved_day, 0), coalesce(r.valid_to_day, 0), coalesce(r.suspended_to_day, 0),
       coalesce(r.renewal_ms, 0), coalesce(r.reminded_day, 0), coalesce(r.confirmed_day, 0), r.version, r.created_ms, 0, 0, 0, h.public_id
FROM registration r JOIN child c ON c.id = r.child_id JOIN household h ON h.id = c.household_id LEFT JOIN site s ON s.id = r.site_id
WHERE r.id > :after AND r.state <> 8 ORDER BY r.id LIMIT :limit;

-- :registration_reminded  the family was told that it runs out on a day
UPDATE registration SET reminded_day = :day WHERE id = :id;
