-- People who sign in, and what they may do.

-- :account_insert  a new sign-in
INSERT INTO account (public_id, login, password_hash, name, language, household_id, demo)
VALUES (:public_id, :login, :password_hash, :name, :language, :household_id, :demo);

-- :account_role_insert  gives an account a role, at one site or (NULL) for the municipality
INSERT INTO account_role (account_id, role, site_id, class) VALUES (:account_id, :role, :site_id, :class);

-- :account_guard  lets an account act for a child: rights 1 everything, 2 pick-up only
INSERT INTO guardian_child (account_id, child_id, rights) VALUES (:account_id, :child_id, :rights);
