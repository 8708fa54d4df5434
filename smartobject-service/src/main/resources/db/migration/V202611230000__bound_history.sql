-- The history of actions is bounded by age and by count. Ended in about the order of their places, so a few pages of a
-- block range index lead to the oldest; that of each object leads to those that are too many.
create index execution_ended on execution using brin (finished_at) with (pages_per_range = 32);
create index idempotency_key_of_execution on idempotency_key (execution_id) where execution_id is not null;
