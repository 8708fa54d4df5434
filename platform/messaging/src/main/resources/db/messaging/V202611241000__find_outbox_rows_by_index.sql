-- The outbox is empty most of the time and long at once, so the planner has usually seen it empty. Its indexes are such that
-- an empty table and a long one lead to the same plans, and it keeps its pages, so that it never looks like nothing at all.
drop index outbox_by_key;
create index outbox_by_key on outbox (topic, key);
create index outbox_unclaimed on outbox (topic, key) where claimed_by is null;
alter table outbox set (vacuum_truncate = false);
