-- Extended care: prices, agreements, monthly runs, invoices and disputes.

-- :extension_price_add  a document as it was loaded
INSERT INTO extension_price (site_id, valid_from_day, document, account_id, loaded_ms)
VALUES (:site_id, :valid_from_day, :document, :account_id, :now_ms);

-- :extension_price_on  the prices that hold for a nursery on a day: its own before everybody's
SELECT id, document FROM extension_price WHERE (site_id = :site_id OR site_id IS NULL) AND valid_from_day <= :day
ORDER BY site_id IS NULL, valid_from_day DESC, id DESC LIMIT 1;

-- :extension_agree  what a family has from a day on
INSERT INTO extension_agreement (child_id, from_day, hours_class, held, tier, sibling, monthly_fee_yen, account_id, recorded_ms)
VALUES (:child_id, :from_day, :hours_class, :held, :tier, :sibling, :monthly_fee_yen, :account_id, :now_ms);

-- :extension_agreed  what a child has on a day
SELECT a.hours_class, a.held, a.tier, a.sibling, a.monthly_fee_yen FROM child c JOIN extension_agreement a ON a.child_id = c.id
WHERE c.public_id = :child AND a.from_day <= :day ORDER BY a.from_day DESC, a.id DESC LIMIT 1;

-- :extension_child  a child of any nursery, for the ward's officer
SELECT c.id, c.household_id FROM child c WHERE c.public_id = :child AND c.nursery_id IS NOT NULL;

-- :extension_run_of  a run by its version
SELECT id FROM extension_run WHERE site_id = :site_id AND month_day = :month_day AND version = :version;

-- :extension_last_run  the newest run of a month
SELECT id, version, at_ms, price_id FROM extension_run WHERE site_id = :site_id AND month_day = :month_day ORDER BY version DESC LIMIT 1;

-- :extension_run_add  a run
INSERT INTO extension_run (site_id, month_day, version, price_id, account_id, at_ms)
VALUES (:site_id, :month_day, :version, :price_id, :account_id, :now_ms);

-- :extension_bill_add  a child's month in it
INSERT INTO extension_bill (child_id, run_id, yen, unresolved, document) VALUES (:child_id, :run_id, :yen, :unresolved, :document);

-- :extension_bill_of  a child's month in a run
SELECT yen, unresolved, document FROM extension_bill WHERE run_id = :run_id AND child_id = :child_id;

-- :extension_bills_sum  a run in figures
SELECT COUNT(*), COALESCE(SUM(yen), 0), COALESCE(SUM(unresolved), 0) FROM extension_bill WHERE run_id = :run_id;

-- :extension_bills  the children of a run beside the run before and what was invoiced
SELECT c.public_id, c.name, c.class, b.yen, b.unresolved, p.yen IS NOT NULL, COALESCE(p.yen, 0),
       COALESCE((SELECT SUM(i.yen) FROM extension_invoice i WHERE i.child_id = b.child_id AND i.month_day = :month_day AND i.site_id = :site_id), 0),
       (SELECT COUNT(*) FROM extension_dispute d WHERE d.child_id = b.child_id AND d.month_day = :month_day AND d.site_id = :site_id
        AND d.answered_ms IS NULL)
FROM extension_bill b JOIN child c ON c.id = b.child_id
LEFT JOIN extension_bill p ON p.run_id = :before_id AND p.child_id = b.child_id
WHERE b.run_id = :run_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = :site_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY c.class, c.kana, c.id;

-- :extension_invoice_add  what a run changes of what was invoiced, child by child
INSERT INTO extension_invoice (child_id, site_id, month_day, run_id, yen, account_id, at_ms)
SELECT x.child_id, :site_id, :month_day, :run_id, x.yen - x.invoiced, :account_id, :now_ms
FROM (SELECT b.child_id, b.yen, COALESCE((SELECT SUM(i.yen) FROM extension_invoice i
        WHERE i.child_id = b.child_id AND i.month_day = :month_day AND i.site_id = :site_id), 0) AS invoiced
      FROM extension_bill b WHERE b.run_id = :run_id) x
WHERE x.yen <> x.invoiced;

-- :extension_history  every run's word about a child's month
SELECT r.version, r.at_ms, b.yen, b.unresolved FROM extension_run r JOIN extension_bill b ON b.run_id = r.id AND b.child_id = :child_id
WHERE r.site_id = :site_id AND r.month_day = :month_day ORDER BY r.version;

-- :extension_invoices  what was invoiced of it
SELECT i.yen, i.at_ms, r.version FROM extension_invoice i JOIN extension_run r ON r.id = i.run_id
WHERE i.child_id = :child_id AND i.month_day = :month_day AND i.site_id = :site_id ORDER BY i.id;

-- :extension_dispute_add  a guardian disputes a bill
INSERT INTO extension_dispute (public_id, child_id, site_id, month_day, run_id, text, evidence, account_id, at_ms)
VALUES (:public_id, :child_id, :site_id, :month_day, :run_id, :text, :evidence, :account_id, :now_ms);

-- :extension_disputes  the disputes about a child's month
SELECT d.public_id, d.text, d.evidence, d.at_ms, d.answer, COALESCE(d.answered_ms, 0), r.version
FROM extension_dispute d JOIN extension_run r ON r.id = d.run_id
WHERE d.child_id = :child_id AND d.month_day = :month_day AND d.site_id = :site_id ORDER BY d.id;

-- :extension_dispute_get  a dispute that this account may answer: as lead or head of that nursery
SELECT d.id, c.household_id, COALESCE(d.answered_ms, 0) FROM extension_dispute d JOIN child c ON c.id = d.child_id
WHERE d.public_id = :public_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = d.site_id AND r.role IN (4, 5));

-- :extension_dispute_answer  the answer closes it
UPDATE extension_dispute SET answer = :answer, answered_ms = :now_ms, answered_by = :account_id WHERE id = :id AND answered_ms IS NULL;
