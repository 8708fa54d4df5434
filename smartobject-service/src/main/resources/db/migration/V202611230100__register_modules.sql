-- Modules outside of the suite, by their own registration. A removed one stays until its topic is gone too.
create table module (
  id         text        primary key,
  manifest   jsonb       not null,
  version    bigint      not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- last sign of life, and whether that was recent when it was last looked at
  seen_at    timestamptz not null default now(),
  alive      boolean     not null default true,
  removed_at timestamptz
);

create index smartobject_of_module on smartobject (module, id);
