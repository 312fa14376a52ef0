-- Nurseries and sick-care rooms.

-- :site_insert  a new nursery or sick-care room
INSERT INTO site (public_id, kind, name, area, phone, sick_type)
VALUES (:public_id, :kind, :name, :area, :phone, :sick_type);

-- :site_by_public_id  the site behind the id that the outside uses
SELECT id, public_id, kind, name, area, phone, sick_type FROM site WHERE public_id = :public_id;

-- :site_by_id  one site by its number
SELECT id, public_id, kind, name, area, phone, sick_type FROM site WHERE id = :id;

-- :site_next  the sites of one kind in the order of their ids, one page after another
SELECT id, public_id, kind, name, area, phone, sick_type FROM site WHERE id > :after AND kind = :kind ORDER BY id LIMIT :n;

-- :meta_get  one fact about this data
SELECT value FROM meta WHERE key = :key;

-- :meta_put  states one fact about this data
INSERT INTO meta (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value;
