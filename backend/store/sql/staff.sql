-- Who works in a nursery, when they came and went, and what the ratio is made of.

-- :staff_ratios  how many children there are to a teacher, by a nursery's rules of a day
SELECT p.ratio_age0, p.ratio_age1, p.ratio_age3, p.ratio_age4, p.teachers_min, p.closes_min
FROM nursery_policy p WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :staff_add  somebody works here from now on
INSERT INTO staff_member (public_id, site_id, name, teacher, from_min, to_min, added_ms, added_by)
VALUES (:public_id, :site_id, :name, :teacher, :from_min, :to_min, :now_ms, :account_id);

-- :staff_remove  … and not any more
UPDATE staff_member SET removed_ms = :now_ms WHERE id = :id AND removed_ms = 0;

-- :staff_for_colleague  a member of staff for those who work in the same nursery
SELECT m.id, m.site_id FROM staff_member m WHERE m.public_id = :public_id AND m.removed_ms = 0
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = m.site_id AND r.role IN (3, 4, 5));

-- :staff_touch_add  somebody came, went, or a line is taken back
INSERT INTO staff_touch (public_id, member_id, day, kind, at_ms, entered_ms, voids, reason, account_id)
VALUES (:public_id, :member_id, :day, :kind, :at_ms, :now_ms, :voids, :reason, :account_id);

-- :staff_touch_of  a line of a member's day that can be taken back
SELECT t.id FROM staff_touch t WHERE t.public_id = :public_id AND t.member_id = :member_id AND t.day = :day AND t.kind IN (1, 2)
  AND NOT EXISTS (SELECT 1 FROM staff_touch v WHERE v.member_id = :member_id AND v.day = :day AND v.voids = t.id);

-- :staff_members  a nursery's staff
SELECT m.id, m.public_id, m.name, m.teacher, m.from_min, m.to_min FROM staff_member m
WHERE m.site_id = :site_id AND m.removed_ms = 0 ORDER BY m.id LIMIT :n;

-- :staff_lines  a member's lines of a day, in the order in which they were written
SELECT t.id, t.public_id, t.kind, t.at_ms, t.entered_ms, COALESCE(t.voids, 0), t.reason, a.name
FROM staff_touch t JOIN account a ON a.id = t.account_id WHERE t.member_id = :member_id AND t.day = :day ORDER BY t.id LIMIT :n;

-- :staff_children  the children who are here or are to come, with what is planned: 1 here, 0 to come
SELECT c.birth_day, CASE WHEN d.place = 1 THEN 1 ELSE 0 END, c.planned_arrive_min, c.planned_leave_min
FROM child c LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND COALESCE(d.place, 0) IN (0, 1)
  AND (d.place = 1 OR NOT EXISTS (SELECT 1 FROM absence b WHERE b.child_id = c.id AND b.from_day <= :day AND b.to_day >= :day
                                  AND b.withdrawn_ms IS NULL AND b.kind BETWEEN 1 AND 8));
