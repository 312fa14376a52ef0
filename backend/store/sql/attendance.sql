-- The derived days, and what deriving and showing them needs.

-- :attendance_rules  a nursery's rules on a day, and whether the calendar says anything of that day
SELECT p.weekday_mask, p.closes_min, p.cutoff_min, p.debounce_ms, p.lock_min, p.late_first_min, p.grace_min,
       EXISTS (SELECT 1 FROM holiday h WHERE h.day = :day),
       COALESCE((SELECT x.open FROM site_day x WHERE x.site_id = :site_id AND x.day = :day), -1),
       p.report_min
FROM nursery_policy p WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :attendance_put  what a child's day folds to; the version grows only when something is different
INSERT INTO attendance_day (nursery_id, day, child_id, place, arrived_ms, left_ms, flags, version)
VALUES (:nursery_id, :day, :child_id, :place, :arrived_ms, :left_ms, :flags, 1)
ON CONFLICT (nursery_id, day, child_id) DO UPDATE
SET place = excluded.place, arrived_ms = excluded.arrived_ms, left_ms = excluded.left_ms, flags = excluded.flags,
    version = attendance_day.version + 1
WHERE place <> excluded.place OR arrived_ms <> excluded.arrived_ms OR left_ms <> excluded.left_ms OR flags <> excluded.flags;

-- :attendance_newest  the newest tap of a child's day before one, and the newest correction
SELECT COALESCE((SELECT MAX(p.id) FROM
         (SELECT t.id FROM tap t WHERE t.child_id = :child_id AND t.day = :day AND t.id < :tap_id
          UNION ALL SELECT x.tap_id FROM tap_child x WHERE x.child_id = :child_id AND x.day = :day AND x.tap_id < :tap_id) p), 0),
       COALESCE((SELECT MAX(c.id) FROM correction c WHERE c.child_id = :child_id AND c.day = :day), 0);

-- :attendance_get  a derived day
SELECT place, arrived_ms, left_ms, flags, version FROM attendance_day
WHERE nursery_id = :nursery_id AND day = :day AND child_id = :child_id;

-- :attendance_next  the derived days of all nurseries in order, for deriving them again
SELECT nursery_id, day, child_id, place, arrived_ms, left_ms, flags FROM attendance_day
WHERE (nursery_id, day, child_id) > (:nursery_id, :day, :child_id) ORDER BY nursery_id, day, child_id LIMIT 1;

-- :attendance_version  grows with every change of a nursery's day
SELECT (SELECT COALESCE(SUM(d.version), 0) FROM attendance_day d WHERE d.nursery_id = :site_id AND d.day = :day)
     + (SELECT COUNT(*) + COUNT(a.withdrawn_ms) FROM child c JOIN absence a ON a.child_id = c.id
        WHERE c.nursery_id = :site_id AND a.from_day <= :day AND a.to_day >= :day);

-- :attendance_board  the children of a nursery that this member of staff may see, in the class of that year, with their day and reports: a row per report
SELECT c.id, c.public_id, c.name, COALESCE(o.from_class, c.class), c.planned_arrive_min, c.planned_leave_min, COALESCE(d.place, 0),
       COALESCE(d.arrived_ms, 0), COALESCE(d.left_ms, 0), COALESCE(d.flags, 0), COALESCE(a.id, 0), COALESCE(a.kind, 0),
       COALESCE(a.created_ms, 0), COALESCE(a.expected_ms, 0), COALESCE(d.version, 0),
       COALESCE((SELECT MAX(CASE WHEN r.earliest_day IS NULL OR r.earliest_day > :day THEN 1 ELSE 0 END)
                 + MAX(CASE WHEN r.paper > 0 AND r.filed_ms = 0 AND r.seen_ms = 0 THEN 2 ELSE 0 END)
                 FROM absence_return r JOIN absence x ON x.id = r.absence_id
                 WHERE r.child_id = c.id AND x.withdrawn_ms IS NULL AND x.from_day BETWEEN :day - 60 AND :day), 0)
FROM child c
LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
LEFT JOIN absence a ON a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day AND a.withdrawn_ms IS NULL
LEFT JOIN roll_over o ON o.child_id = c.id AND o.fiscal_year =
  (SELECT MIN(x.fiscal_year) FROM roll_over x WHERE x.child_id = c.id AND x.fiscal_year > :fiscal_year)
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY COALESCE(o.from_class, c.class), c.kana, c.id;

-- :attendance_site  a nursery that this account may work in: as staff of all of it or of a class
SELECT s.id FROM site s WHERE s.public_id = :site AND s.kind = 1
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5));

-- :attendance_child  a child that this account may see: its guardian, or its nursery's staff
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0),
       c.planned_arrive_min, c.planned_leave_min,
       EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
               AND (r.class = '' OR r.class = c.class)),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.hides & 4 <> 0)
FROM child c WHERE c.public_id = :child
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1)
       OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
                  AND (r.class = '' OR r.class = c.class)));

-- :attendance_roster  a nursery's children of a day for its entrances: cards in use, place and reports, a row per card
SELECT c.id, c.public_id, k.hash, COALESCE(d.place, 0), COALESCE(d.arrived_ms, 0), COALESCE(d.left_ms, 0),
       EXISTS (SELECT 1 FROM absence a WHERE a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day
               AND a.withdrawn_ms IS NULL AND a.kind BETWEEN 1 AND 8),
       c.name, c.kana, c.planned_arrive_min,
       EXISTS (SELECT 1 FROM absence a WHERE a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day
               AND a.withdrawn_ms IS NULL AND a.kind = 9),
       COALESCE((SELECT MAX(a.expected_ms) FROM absence a WHERE a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day
                 AND a.withdrawn_ms IS NULL AND a.kind = 9), 0),
       EXISTS (SELECT 1 FROM absence_return r JOIN absence x ON x.id = r.absence_id
               WHERE r.child_id = c.id AND x.withdrawn_ms IS NULL AND x.from_day BETWEEN :day - 60 AND :day
                 AND (r.earliest_day IS NULL OR r.earliest_day > :day OR (r.paper > 0 AND r.filed_ms = 0 AND r.seen_ms = 0)))
FROM child c
LEFT JOIN card k ON k.revoked_ms IS NULL
  AND k.id IN (SELECT o.id FROM card o WHERE o.child_id = c.id UNION ALL SELECT x.card_id FROM family_card x WHERE x.child_id = c.id)
LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
ORDER BY c.id, k.id DESC;

-- :attendance_missing  the children of a nursery that are not here on a day, with the reports that cover it: a row per report
SELECT c.id, c.planned_arrive_min, COALESCE(a.id, 0), COALESCE(a.kind, 0), COALESCE(a.created_ms, 0), COALESCE(a.expected_ms, 0)
FROM child c
LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
LEFT JOIN absence a ON a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day AND a.withdrawn_ms IS NULL
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND COALESCE(d.place, 0) = 0
ORDER BY c.id;
