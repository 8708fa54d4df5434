-- Every row is deleted a moment after it was written; dead ones are to be gone before the table grows to many times its size.
alter table outbox set (autovacuum_vacuum_cost_delay = 0);
