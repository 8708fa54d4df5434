create table objecttype (
  id         uuid primary key,
  name       text        not null check (name <> ''),
  -- whether changes of its objects are logged
  log        boolean     not null default false,
  -- how many leading properties make the short name of an object
  short      int         not null default 4 check (short >= 0),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint      not null
);

create index objecttype_by_name on objecttype (name, id);
