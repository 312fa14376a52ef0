-- Walks along waiting lists, whom they met, what was offered and what became of it: the fairness audit.

-- :offer_promotion_add  a walk along a list
INSERT INTO promotion (site_id, day, at_ms, free) VALUES (:site_id, :day, :at_ms, :free);

-- :offer_step_add  one entry, or a run of entries passed over for the same reason
INSERT INTO promotion_step (promotion_id, rank_from, rank_to, reservation_id, outcome, reason)
VALUES (:promotion_id, :rank_from, :rank_to, :reservation_id, :outcome, :reason);

-- :offer_add  a place offered
INSERT INTO offer (reservation_id, promotion_id, rank, sent_ms, ends_ms) VALUES (:reservation_id, :promotion_id, :rank, :sent_ms, :ends_ms);

-- :offer_answer  what became of the last offer to a reservation
UPDATE offer SET answered_ms = :now_ms, answer = :answer, account_id = :account_id
WHERE id = (SELECT max(id) FROM offer WHERE reservation_id = :reservation_id AND answer = 0);

-- :offer_ran_out  how many offers to a reservation nobody answered
SELECT count(*) FROM offer WHERE reservation_id = :reservation_id AND answer = 3;

-- :offer_sum_up  a past day on which somebody waited
INSERT INTO waiting_history (site_id, day, waited, placed) VALUES (:site_id, :day, :waited, :placed)
ON CONFLICT (site_id, day) DO UPDATE SET waited = excluded.waited, placed = excluded.placed;

-- :offer_waited  how many came onto a day's list, and how many of them got a place in the end
SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM reservation_event e WHERE e.reservation_id = r.id AND e.from_state = 5 AND e.to_state = 2)), 0)
FROM reservation r WHERE r.site_id = :site_id AND r.day = :day
  AND EXISTS (SELECT 1 FROM reservation_event e WHERE e.reservation_id = r.id AND e.to_state = 3);

-- :offer_history  the past days of a room on which somebody waited, newest first
SELECT placed FROM waiting_history WHERE site_id = :site_id AND day < :day AND day >= :from_day AND waited > 0
ORDER BY day DESC LIMIT :n;

-- :offer_course  every walk of a room's days with its steps, for the audit
SELECT p.id, p.day, p.at_ms, p.free, s.rank_from, s.rank_to, coalesce(r.public_id, ''), s.outcome, s.reason,
       coalesce(o.sent_ms, 0), coalesce(o.ends_ms, 0), coalesce(o.answered_ms, 0), coalesce(o.answer, 0)
FROM promotion p JOIN promotion_step s ON s.promotion_id = p.id
LEFT JOIN reservation r ON r.id = s.reservation_id
LEFT JOIN offer o ON o.promotion_id = p.id AND o.reservation_id = s.reservation_id
WHERE p.site_id = :site_id AND p.day BETWEEN :from_day AND :to_day ORDER BY p.id, s.id;
