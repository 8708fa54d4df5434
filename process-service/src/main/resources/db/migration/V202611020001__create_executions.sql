-- One row per execution, its steps inside: accepting it and each result is one row written.
create table execution (
  id                uuid        primary key,
  -- order of acceptance; taken under the lock of the process row where order matters
  place             bigint      generated always as identity,
  process_id        bigint      not null,
  process_version   bigint      not null,
  mode              text        not null,
  status            text        not null,
  caller_id         bigint      not null,
  caller_login      text        not null,
  caller_profile_id bigint      not null,
  caller_profile    text        not null,
  inputs            jsonb       not null,
  steps             jsonb       not null,
  next_step         integer     not null,
  enable_before     smallint,
  enable_after      smallint,
  -- how it will end once its compensations are through
  ending            text,
  cancel_requested  boolean     not null default false,
  failure           jsonb,
  deadline          timestamptz,
  accepted_at       timestamptz not null,
  started_at        timestamptz,
  finished_at       timestamptz
) with (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_insert_scale_factor = 0.1);

create index execution_by_process on execution (process_id, id);

-- Holds the open executions only, so its size does not grow with history. The deadline is left out on purpose: a step
-- that moves it must not touch any index.
create index execution_open on execution (process_id, place) where finished_at is null;
