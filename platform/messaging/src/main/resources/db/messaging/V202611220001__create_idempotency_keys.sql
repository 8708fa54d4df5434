-- What a caller's key stands for, for a day: the execution that was accepted under it, or the whole answer.
create table idempotency_key (
  caller_id    bigint      not null,
  key          text        not null,
  -- SHA-256 of method, path, query and body
  fingerprint  text        not null,
  created_at   timestamptz not null default now(),
  execution_id uuid,
  status       smallint,
  location     text,
  content_type text,
  body         bytea,
  primary key (caller_id, key)
);

create index idempotency_key_by_age on idempotency_key using brin (created_at);
