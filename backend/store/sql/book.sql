-- The contact book: pages of a child's day and notes of a class, append-only revisions, who has read.

-- :book_child  a child for its guardians and its nursery's staff, with what the book must know of it and of the asker
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), COALESCE(o.from_class, c.class), c.birth_day, c.enrolled_from_day,
       COALESCE(c.enrolled_to_day, 0), c.name,
       EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
               AND (r.class = '' OR r.class = c.class)),
       EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (4, 5)),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1),
       COALESCE((SELECT g.hides FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id), 0)
FROM child c
LEFT JOIN roll_over o ON o.child_id = c.id AND o.fiscal_year =
  (SELECT MIN(x.fiscal_year) FROM roll_over x WHERE x.child_id = c.id AND x.fiscal_year > :fiscal_year)
WHERE c.public_id = :child
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1)
       OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
                  AND (r.class = '' OR r.class = c.class)));

-- :book_nursery  a nursery in which this account works, and whether it leads there; a class of it, or all ('')
SELECT s.id, s.public_id, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (4, 5))
FROM site s WHERE s.public_id = :site AND s.kind = 1
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5)
              AND (:class = '' OR r.class = '' OR r.class = :class));

-- :book_page  a child's page of a day
SELECT id, public_id, nursery_id, version, content_version, state, shown_version, release_ms FROM book_page
WHERE child_id = :child_id AND day = :day AND part = :part;

-- :book_note  the note of a class
SELECT id, public_id, nursery_id, version, content_version, state, shown_version, release_ms FROM book_page
WHERE nursery_id = :nursery_id AND day = :day AND class = :class AND child_id IS NULL;

-- :book_by_id  a page, for what happens by itself
SELECT p.id, p.public_id, p.nursery_id, p.version, p.content_version, p.state, p.shown_version, p.release_ms, p.day, p.part,
       COALESCE(p.child_id, 0), COALESCE(c.household_id, 0)
FROM book_page p LEFT JOIN child c ON c.id = p.child_id WHERE p.id = :id;

-- :book_page_add  the first word of a day
INSERT INTO book_page (public_id, nursery_id, child_id, class, day, part, version, content_version, state, shown_version, release_ms)
VALUES (:public_id, :nursery_id, :child_id, :class, :day, :part, 0, 0, :state, 0, 0);

-- :book_page_set  how far it is
UPDATE book_page SET version = :version, content_version = :content_version, state = :state, shown_version = :shown_version,
  release_ms = :release_ms
WHERE id = :id;

-- :book_revision_add  what was written
INSERT INTO book_revision (page_id, version, addition, detail, account_id, written_ms)
VALUES (:page_id, :version, :addition, :detail, :account_id, :now_ms);

-- :book_revisions  a page's revisions from a version on, in order
SELECT r.version, r.addition, r.detail, r.account_id, a.name, r.written_ms FROM book_revision r JOIN account a ON a.id = r.account_id
WHERE r.page_id = :page_id AND r.version >= :from_version ORDER BY r.version LIMIT :n;

-- :book_revision  one revision
SELECT r.version, r.addition, r.detail, r.account_id, a.name, r.written_ms FROM book_revision r JOIN account a ON a.id = r.account_id
WHERE r.page_id = :page_id AND r.version = :version;

-- :book_last_of  the newest revision of one writer: what is sent twice is written once
SELECT version, addition, detail FROM book_revision WHERE page_id = :page_id AND account_id = :account_id ORDER BY version DESC LIMIT 1;

-- :book_read_put  a guardian has read so far
INSERT INTO book_read (page_id, account_id, version, first_ms, last_ms) VALUES (:page_id, :account_id, :version, :now_ms, :now_ms)
ON CONFLICT (page_id, account_id) DO UPDATE SET version = excluded.version, last_ms = excluded.last_ms
WHERE book_read.version < excluded.version;

-- :book_readers  a child's guardians, and when each of them read a page; 0: not yet
SELECT a.name, COALESCE(r.first_ms, 0), COALESCE(r.version, 0) FROM guardian_child g JOIN account a ON a.id = g.account_id
LEFT JOIN book_read r ON r.page_id = :page_id AND r.account_id = a.id
WHERE g.child_id = :child_id AND g.rights = 1 AND g.hides & 4 = 0 AND a.closed_ms IS NULL ORDER BY a.id LIMIT :n;

-- :book_class  a nursery's children of a day that this member of staff looks after, with both pages: how far they are, and how many guardians have not read
SELECT c.id, c.public_id, c.name, COALESCE(o.from_class, c.class), c.birth_day, COALESCE(d.arrived_ms, 0), COALESCE(d.left_ms, 0),
       COALESCE(h.id, 0), COALESCE(h.version, 0), COALESCE(h.content_version, 0), COALESCE(h.public_id, ''),
       COALESCE(n.id, 0), COALESCE(n.version, 0), COALESCE(n.content_version, 0), COALESCE(n.public_id, ''), COALESCE(n.state, 0),
       COALESCE(n.release_ms, 0),
       (SELECT COUNT(*) FROM guardian_child g JOIN account a ON a.id = g.account_id
        WHERE g.child_id = c.id AND g.rights = 1 AND g.hides & 4 = 0 AND a.closed_ms IS NULL
          AND n.shown_version > 0
          AND NOT EXISTS (SELECT 1 FROM book_read r WHERE r.page_id = n.id AND r.account_id = a.id AND r.version >= n.shown_version)),
       EXISTS (SELECT 1 FROM absence x WHERE x.child_id = c.id AND x.from_day <= :day AND x.to_day >= :day AND x.withdrawn_ms IS NULL
               AND x.kind BETWEEN 1 AND 8)
FROM child c
LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
LEFT JOIN book_page h ON h.child_id = c.id AND h.day = :day AND h.part = 1
LEFT JOIN book_page n ON n.child_id = c.id AND n.day = :day AND n.part = 2
LEFT JOIN roll_over o ON o.child_id = c.id AND o.fiscal_year =
  (SELECT MIN(x.fiscal_year) FROM roll_over x WHERE x.child_id = c.id AND x.fiscal_year > :fiscal_year)
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
  AND (:class = '' OR COALESCE(o.from_class, c.class) = :class)
ORDER BY COALESCE(o.from_class, c.class), c.kana, c.id;

-- :book_classes  the classes in which this member of staff may write
SELECT DISTINCT c.class FROM child c WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day
  AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY c.class;

-- :book_days  the days of a child's book that its family may read, from a day on
SELECT p.day FROM book_page p WHERE p.child_id = :child_id AND p.day BETWEEN :from_day AND :to_day
  AND (p.part = 1 OR p.shown_version > 0) GROUP BY p.day ORDER BY p.day LIMIT :n;

-- :book_setting  a nursery's own times and phrases
SELECT opens_min, due_min, release_min, approval, phrases, version FROM book_setting WHERE nursery_id = :nursery_id;

-- :book_setting_put  other times and phrases
INSERT INTO book_setting (nursery_id, opens_min, due_min, release_min, approval, phrases, version)
VALUES (:nursery_id, :opens_min, :due_min, :release_min, :approval, :phrases, 1)
ON CONFLICT (nursery_id) DO UPDATE SET opens_min = excluded.opens_min, due_min = excluded.due_min, release_min = excluded.release_min,
  approval = excluded.approval, phrases = excluded.phrases, version = book_setting.version + 1;
