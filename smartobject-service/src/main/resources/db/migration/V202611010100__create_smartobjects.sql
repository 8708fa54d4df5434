-- One sequence for everything that has a number, so that an id is unique in the whole service.
create sequence ids;

create table smartobject (
  id         bigint primary key,
  reference  text        not null constraint smartobject_reference_taken unique,
  module     text        not null,
  status     int         not null check (status in (1, 2, 3)),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint      not null
);

create table smartobject_setting (
  id             bigint primary key,
  smartobject_id bigint not null references smartobject on delete cascade,
  reference      text   not null,
  -- JSON text; a secret is sealed instead
  value          text,
  sealed         text,
  unique (smartobject_id, reference),
  check ((value is null) <> (sealed is null))
);

create table smartobject_profile (
  smartobject_id bigint not null references smartobject on delete cascade,
  profile_id     bigint not null,
  primary key (smartobject_id, profile_id)
);

-- What changes with every action, apart from what is edited. Its row lock is the object's turn.
create table device (
  smartobject_id bigint primary key references smartobject on delete cascade,
  state          jsonb  not null,
  changes        bigint not null default 0,
  last_use       timestamptz
) with (fillfactor = 70);

create table execution (
  id                   uuid primary key,
  smartobject_id       bigint      not null,
  action               text        not null,
  arguments            jsonb       not null,
  caller               jsonb       not null,
  source               text        not null,
  process_execution_id uuid,
  status               text        not null,
  attempts             int         not null,
  accepted_at          timestamptz not null,
  started_at           timestamptz,
  finished_at          timestamptz,
  result               jsonb,
  failure_code         text,
  failure_message      text
);

create index execution_of_smartobject on execution (smartobject_id, accepted_at desc, id desc);
