-- Moved by every change of a structure, to a number never used before: who holds structures in memory compares it.
create table structure_stamp (
  only_one boolean primary key default true check (only_one),
  stamp    bigint not null
);
insert into structure_stamp values (true, 0);

-- Rows are edited in place; room on the page lets an edit that touches no index stay there.
alter table element set (fillfactor = 85);
alter table element
  add column owner_login   text        not null default '',
  add column creator       bigint      not null default 0,
  add column creator_login text        not null default '',
  add column born_at       timestamptz not null default now(),
  -- login of who holds the lock
  add column locker        text,
  -- edited since the revision began
  add column modified      boolean     not null default false,
  -- relations, {"<field key>": [initid, ...]}: what has to be looked up to show the element
  add column targets       jsonb       not null default '{}',
  -- grows with what a relation to this element shows of it
  add column shown         int         not null default 0;

create index element_in_trash on element (title, id desc) where latest and deleted;

-- What happened to a lineage, oldest first by id.
create table element_history (
  id          bigint generated always as identity primary key,
  initid      bigint      not null,
  revision_id bigint      not null references element,
  at          timestamptz not null default now(),
  uid         bigint      not null,
  uname       text        not null,
  level       text        not null check (level in ('notice', 'info', 'message', 'warning', 'error')),
  code        text        not null,
  comment     text        not null,
  -- of the element, after it
  version     bigint      not null,
  -- {"<field key>": [before, after]}
  changes     jsonb
);
create index element_history_of on element_history (initid, id);

-- Contents of file fields. Until an element takes it a file belongs to who sent it, and is deleted after a day.
create table file (
  id         bigint primary key,
  owner      bigint      not null,
  name       text        not null,
  mime       text        not null,
  size       bigint      not null,
  created_at timestamptz not null default now(),
  unused_at  timestamptz,
  element_id bigint,
  field_key  text
);
create index file_unused on file (unused_at) where unused_at is not null;

create table file_chunk (
  file_id bigint not null references file on delete cascade,
  n       int    not null,
  data    bytea  not null,
  primary key (file_id, n)
);

create index element_name_in_trash on element (name) where latest and deleted and name is not null;
