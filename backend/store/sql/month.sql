-- The signatures of a nursery's months, and what a month says.

-- :month_say  a signature, or a re-opening
INSERT INTO month_word (public_id, site_id, month_day, version, step, class, reason, digest, account_id, at_ms)
VALUES (:public_id, :site_id, :month_day, :version, :step, :class, :reason, :digest, :account_id, :now_ms);

-- :month_words  everything that was said about a month
SELECT w.step, w.class, w.account_id, w.at_ms, w.digest, w.version, w.reason, a.name
FROM month_word w JOIN account a ON a.id = w.account_id WHERE w.site_id = :site_id AND w.month_day = :month_day ORDER BY w.id;

-- :month_last  the last word of the head about a month
SELECT step FROM month_word WHERE site_id = :site_id AND month_day = :month_day AND step IN (3, 4) ORDER BY id DESC LIMIT 1;

-- :month_days  what a nursery's month says, child by child: a row per day, and one for a child without any
SELECT COALESCE(o.from_class, c.class), c.id, c.public_id, c.name, c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0), COALESCE(d.day, 0),
       COALESCE(d.place, 0), COALESCE(d.arrived_ms, 0), COALESCE(d.left_ms, 0), COALESCE(d.flags, 0)
FROM child c
LEFT JOIN roll_over o ON o.child_id = c.id AND o.fiscal_year =
  (SELECT MIN(x.fiscal_year) FROM roll_over x WHERE x.child_id = c.id AND x.fiscal_year > :fiscal_year)
LEFT JOIN attendance_day d ON d.child_id = c.id AND d.day BETWEEN :from_day AND :to_day AND d.nursery_id = c.nursery_id
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :to_day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :from_day)
ORDER BY COALESCE(o.from_class, c.class), c.kana, c.id, d.day;

-- :month_reports  the reports of a child that stand and touch a month
SELECT from_day, to_day, kind FROM absence
WHERE child_id = :child_id AND from_day <= :to_day AND to_day >= :from_day AND withdrawn_ms IS NULL ORDER BY id;
