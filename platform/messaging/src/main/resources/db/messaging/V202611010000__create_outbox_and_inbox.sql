create table outbox (
  id         bigint generated always as identity primary key,
  event_id   uuid        not null,
  topic      text        not null,
  key        text        not null,
  type       text        not null,
  time       timestamptz not null,
  payload    bytea,
  headers    text,
  -- the newest unsent row of the same key when this one was written
  after_id   bigint,
  -- the relay that sends it; null while an older row of the same key belongs to another relay
  claimed_by uuid
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

create index outbox_by_key on outbox (topic, key, id);

-- A relay is one run of one process; one that is not seen any more has left its rows to the others.
create table outbox_relay (
  id      uuid primary key,
  seen_at timestamptz not null
);

create table inbox (
  event_id    uuid primary key,
  received_at timestamptz not null default now()
);

create index inbox_by_age on inbox using brin (received_at);
