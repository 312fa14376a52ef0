-- National holidays, and a site's own closed and open days.

-- :calendar_holiday_put  a national holiday
INSERT INTO holiday (day, name) VALUES (:day, :name) ON CONFLICT (day) DO UPDATE SET name = excluded.name;

-- :calendar_holidays  the national holidays of a span of days
SELECT day FROM holiday WHERE day BETWEEN :from_day AND :to_day ORDER BY day;

-- :calendar_site_day_put  a site is closed on a day, or open in spite of its pattern
INSERT INTO site_day (site_id, day, open) VALUES (:site_id, :day, :open) ON CONFLICT (site_id, day) DO UPDATE SET open = excluded.open;

-- :calendar_site_days  a site's own exceptions of a span of days
SELECT day, open FROM site_day WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day ORDER BY day;
