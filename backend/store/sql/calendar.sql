-- National holidays, and a site's own closed and open days.

-- :calendar_holiday_put  a national holiday
INSERT INTO holiday (day, name) VALUES (:day, :name) ON CONFLICT (day) DO UPDATE SET name = excluded.name;

-- :calendar_site_day_put  a site is closed on a day, or open in spite of its pattern
INSERT INTO site_day (site_id, day, open) VALUES (:site_id, :day, :open) ON CONFLICT (site_id, day) DO UPDATE SET
  version = site_day.version + CASE WHEN site_day.open = excluded.open THEN 0 ELSE 1 END, open = excluded.open;
