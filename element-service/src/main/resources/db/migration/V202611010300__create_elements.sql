-- One sequence for everything that has a number, so that an id is unique in the whole service.
create sequence ids;

-- One row per revision; the id of revision 0 is the initid of its whole lineage.
create table element (
  id           bigint primary key,
  initid       bigint      not null,
  revision     int         not null check (revision >= 0),
  latest       boolean     not null,
  deleted      boolean     not null default false,
  kind         text        not null check (kind in ('element', 'structure')),
  -- which structure it is an instance of; a structure is an instance of none
  structure_id bigint,
  name         text check (name ~ '^[A-Za-z][A-Za-z0-9_-]*$'),
  title        text        not null check (length(title) <= 255),
  icon         text,
  -- 0 free, a user id while that user holds it, its negative while he edits, -1 for what is fixed
  locked       bigint      not null default 0,
  owner        bigint      not null,
  fields       jsonb       not null default '{}',
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  version      bigint      not null,
  unique (initid, revision),
  check ((id = initid) = (revision = 0)),
  check ((kind = 'structure') = (structure_id is null)),
  check (kind <> 'structure' or name is not null)
);

create unique index element_has_one_latest on element (initid) where latest;
create unique index element_name_taken on element (name) where latest and not deleted;
create index element_in_lists on element (title, id desc) where latest and not deleted;

-- What makes an element a structure: fields, rights and the structure it extends.
create table structure (
  id         bigint primary key references element,
  extends_id bigint references structure,
  definition jsonb not null
);

alter table element
  add constraint element_of_structure foreign key (structure_id) references structure;

create index element_of_structure on element (structure_id) where latest and not deleted;
