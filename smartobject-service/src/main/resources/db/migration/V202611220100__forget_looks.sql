-- When an action that only reads was over; from then on its record is kept for those who still wait for it, not as history.
alter table execution
  add column look_ended_at timestamptz generated always as (case when safe then finished_at end) stored;

create index execution_look on execution (look_ended_at) where look_ended_at is not null;
