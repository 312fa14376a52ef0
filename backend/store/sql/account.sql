-- People who sign in, and what they may do.

-- :account_insert  a new sign-in
INSERT INTO account (public_id, login, password_hash, name, language, household_id, demo)
VALUES (:public_id, :login, :password_hash, :name, :language, :household_id, :demo);

-- :account_role_insert  gives an account a role, at one site or (NULL) for the municipality
INSERT INTO account_role (account_id, role, site_id, class) VALUES (:account_id, :role, :site_id, :class);

-- :account_guard  lets an account act for a child: rights 1 everything, 2 pick-up only
INSERT INTO guardian_child (account_id, child_id, rights) VALUES (:account_id, :child_id, :rights);

-- :account_guard_all  … for every child of a household
INSERT INTO guardian_child (account_id, child_id, rights) SELECT :account_id, c.id, 1 FROM child c WHERE c.household_id = :household_id;

-- :account_guard_like  … for the children that another acts for, with what is hidden from that one (R-REG-11)
INSERT INTO guardian_child (account_id, child_id, rights, hides)
SELECT :account_id, g.child_id, g.rights, g.hides FROM guardian_child g WHERE g.account_id = :like_id;

-- :account_hide  what a guardian may not see of a child (R-REG-11)
UPDATE guardian_child SET hides = :hides WHERE account_id = :account_id AND child_id = :child_id;

-- :account_guardians  a child's guardians, for the ward office and the head of its nursery
SELECT a.id, a.public_id, a.name, c.id, c.household_id, g.hides
FROM child c JOIN guardian_child g ON g.child_id = c.id AND g.rights = 1 JOIN account a ON a.id = g.account_id
WHERE c.public_id = :child AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :caller_id
  AND (ar.role = 8 OR (ar.role = 5 AND ar.site_id = c.nursery_id)))
ORDER BY a.id;
