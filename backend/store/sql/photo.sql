-- Photos: what they stand beside, who is in them, the sealed bytes, and which families agree.

-- :photo_add  one more
INSERT INTO photo (public_id, kind, nursery_id, child_id, class, day, about, width, height, account_id, added_ms)
VALUES (:public_id, :kind, :nursery_id, :child_id, :class, :day, :about, :width, :height, :account_id, :now_ms);

-- :photo_bytes_add  its bytes, sealed
INSERT INTO photo_bytes (photo_id, size, sealed) VALUES (:photo_id, :size, :sealed);

-- :photo_child_add  a child who is in it
INSERT INTO photo_child (photo_id, child_id) VALUES (:photo_id, :child_id) ON CONFLICT (photo_id, child_id) DO NOTHING;

-- :photo_remove  it is taken away
UPDATE photo SET removed_ms = :now_ms, removed_by = :account_id WHERE id = :id AND removed_ms IS NULL;

-- :photo_bytes_remove  … and its bytes are gone
DELETE FROM photo_bytes WHERE photo_id = :photo_id;

-- :photo_bytes  the sealed bytes of one size
SELECT sealed FROM photo_bytes WHERE photo_id = :photo_id AND size = :size;

-- :photo_named  a child of the class on that day, by whom it may be named, and whether its guardians agree
SELECT c.id, EXISTS (SELECT 1 FROM photo_consent k WHERE k.child_id = c.id AND k.ended_ms IS NULL) FROM child c
WHERE c.public_id = :child AND c.nursery_id = :nursery_id AND c.enrolled_from_day <= :day
  AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day);

-- :photo_get  one photo, as an account stands to it: its children in it, and others who do not agree now. A person and a paper go with the child (kinds
-- 3 and 4): the nursery that it is in now has them, an earlier one no more.
SELECT p.id, p.public_id, p.kind, p.nursery_id, s.public_id, COALESCE(p.child_id, 0), COALESCE(c.public_id, ''), p.class, p.day, p.about,
       p.width, p.height, p.added_ms, p.removed_ms IS NOT NULL,
       EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = CASE WHEN p.kind IN (3, 4) THEN c.nursery_id ELSE p.nursery_id END AND r.role IN (3, 4, 5)
               AND (r.class = '' OR r.class = COALESCE(c.class, p.class))),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = p.child_id AND g.rights = 1
               AND (CASE WHEN p.kind = 3 THEN g.hides & :hides_pickup = 0 OR p.account_id = :account_id ELSE g.hides & :hides = 0 END)),
       (SELECT COUNT(*) FROM photo_child x JOIN guardian_child g ON g.child_id = x.child_id AND g.account_id = :account_id
        WHERE x.photo_id = p.id AND g.rights = 1 AND g.hides & :hides = 0),
       (SELECT COUNT(*) FROM photo_child x WHERE x.photo_id = p.id
        AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = x.child_id AND g.rights = 1)
        AND NOT EXISTS (SELECT 1 FROM photo_consent k WHERE k.child_id = x.child_id AND k.ended_ms IS NULL))
FROM photo p JOIN site s ON s.id = p.nursery_id LEFT JOIN child c ON c.id = p.child_id WHERE p.public_id = :photo;

-- :photo_of_child  the photos of a child's page, in order
SELECT p.public_id FROM photo p WHERE p.child_id = :child_id AND p.day = :day AND p.kind = 1 AND p.removed_ms IS NULL ORDER BY p.id LIMIT :n;

-- :photo_of_class  the photos of the note of a class, in order
SELECT p.public_id FROM photo p WHERE p.nursery_id = :nursery_id AND p.day = :day AND p.class = :class AND p.kind = 2 AND p.removed_ms IS NULL
ORDER BY p.id LIMIT :n;

-- :photo_about  the photos of a person or an absence, in order
SELECT p.public_id FROM photo p WHERE p.about = :about AND p.about <> '' AND p.kind = :kind AND p.removed_ms IS NULL ORDER BY p.id LIMIT :n;

-- :photo_names  who is in a photo
SELECT c.public_id, c.name FROM photo_child x JOIN child c ON c.id = x.child_id WHERE x.photo_id = :photo_id ORDER BY c.kana, c.id;

-- :photo_consent_of  since when the guardians agree
SELECT agreed_ms FROM photo_consent WHERE child_id = :child_id AND ended_ms IS NULL;

-- :photo_consent_begin  a guardian agrees
INSERT INTO photo_consent (child_id, account_id, agreed_ms) VALUES (:child_id, :account_id, :now_ms);

-- :photo_consent_end  a guardian takes it back
UPDATE photo_consent SET ended_ms = :now_ms, ended_by = :account_id WHERE child_id = :child_id AND ended_ms IS NULL;

-- :photo_consents  a class's children, and whose guardians agree
SELECT c.public_id, c.name, EXISTS (SELECT 1 FROM photo_consent k WHERE k.child_id = c.id AND k.ended_ms IS NULL) FROM child c
WHERE c.nursery_id = :nursery_id AND c.class = :class AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
ORDER BY c.kana, c.id;
