-- Counts changes of types, properties, rights and value maps; what is kept of them in memory is compared with it.
create table catalogue (
  version bigint not null
);
insert into catalogue values (1);

create table valuemap (
  id      uuid primary key,
  name    text   not null check (name <> ''),
  -- whether values are shown in the order of their positions, or of their names
  prio    boolean not null,
  version bigint not null
);

create table valuemap_value (
  id          uuid primary key,
  valuemap_id uuid not null references valuemap on delete cascade,
  name        text not null check (name <> ''),
  position    int  not null,
  unique (valuemap_id, name)
);

create table property (
  id            uuid primary key,
  type_id       uuid     not null references objecttype on delete cascade,
  name          text     not null check (name <> ''),
  type          smallint not null check (type in (1, 2, 3, 4, 5, 6, 8, 9, 11, 12)),
  type_objtype  uuid     references objecttype check ((type_objtype is not null) = (type = 3)),
  type_valuemap uuid     references valuemap check ((type_valuemap is not null) = (type = 4)),
  required      boolean  not null,
  frm_readonly  boolean  not null,
  frm_visible   boolean  not null,
  tbl_visible   boolean  not null,
  tbl_orderable boolean  not null,
  position      int      not null,
  regex         text,
  "unique"      boolean  not null,
  unique (type_id, name)
);
create index property_by_objtype on property (type_objtype) where type_objtype is not null;
create index property_by_valuemap on property (type_valuemap) where type_valuemap is not null;

-- Types whose objects the objects of a type may be related to; none for all. One that is gone stays, so that a
-- restriction does not turn into none.
create table type_relation (
  type_id  uuid not null references objecttype on delete cascade,
  other_id uuid not null,
  primary key (type_id, other_id)
);

create table type_access (
  type_id    uuid    not null references objecttype on delete cascade,
  profile_id bigint  not null,
  may_read   boolean not null,
  may_create boolean not null,
  may_update boolean not null,
  may_delete boolean not null,
  may_reveal boolean not null,
  primary key (type_id, profile_id)
);

-- Objects of all types. The values that are set stand in data, by property id; of secrets only that they are set.
-- No foreign key to the type: every writer holds a lock on it, and rows of a deleted type are swept away.
create table object (
  id         uuid primary key,
  type_id    uuid        not null,
  data       jsonb       not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint      not null
);
create index object_by_type on object (type_id, id);

-- Symmetric by its form: one row for a pair, never one object with itself.
create table object_relation (
  a uuid not null references object on delete cascade,
  b uuid not null references object on delete cascade check (a < b),
  primary key (a, b)
);
create index object_relation_by_b on object_relation (b, a);

-- Values of properties that are unique, as SHA-256 of their text.
create table unique_value (
  property_id uuid  not null,
  digest      bytea not null,
  object_id   uuid  not null references object on delete cascade deferrable initially deferred,
  primary key (property_id, digest)
);
create index unique_value_by_object on unique_value (object_id);

-- Hashes of passwords that are only compared, and sealed texts of those that can be revealed.
create table object_secret (
  object_id   uuid    not null references object on delete cascade,
  property_id uuid    not null,
  recoverable boolean not null,
  secret      text    not null,
  primary key (object_id, property_id)
);
create index object_secret_by_key on object_secret (split_part(secret, ':', 1)) where recoverable;

create sequence log_ids;

create table object_log (
  object_id uuid        not null,
  id        bigint      not null default nextval('log_ids'),
  at        timestamptz not null,
  username  text        not null,
  action    smallint    not null,
  details   text        not null,
  changes   json,
  relation  uuid,
  primary key (object_id, id)
);

-- Lines that every object of the type has which was there at that time.
create table type_log (
  type_id  uuid        not null,
  id       bigint      not null default nextval('log_ids'),
  at       timestamptz not null,
  username text        not null,
  details  text        not null,
  primary key (type_id, id)
);

-- Objects that are gone while their logs stay readable.
create table gone_object (
  id         uuid primary key,
  type_id    uuid        not null,
  created_at timestamptz not null,
  deleted_at timestamptz not null
);
create index gone_object_by_type on gone_object (type_id);

-- Types and properties that are gone while rows of them are still to be swept away.
create table bygone (
  type_id     uuid not null,
  property_id uuid
);
