-- One sequence for the whole service: an id of an espace, a process, an action or an input is unique in it.
create sequence process_ids start with 6;

create table espace (
  id          bigint primary key,
  reference   text not null unique,
  name        text not null,
  description text,
  icon        text
);

insert into espace (id, reference, name, description, icon) values
  (1, 'light',       'Light',       'Lamps and everything that shines',       'bulb-outline'),
  (2, 'weather',     'Weather',     'What the sky does and what follows',     'umbrella-outline'),
  (3, 'security',    'Security',    'Locks, alarms and presence',             'shield-outline'),
  (4, 'environment', 'Environment', 'Air, water, heat and energy',            'droplet-outline'),
  (5, 'cooking',     'Cooking',     'The kitchen and what happens in it',     'book-outline');

-- Actions, inputs and profiles are read and written with their process only, so they live in its row.
create table process (
  id           bigint      primary key,
  reference    text        not null unique,
  name         text        not null,
  name_enable  text,
  name_disable text,
  description  text,
  espace_id    bigint      not null references espace,
  icon         text,
  mode         text        not null check (mode in ('simple', 'switch')),
  enable       smallint    not null default 0 check (enable in (0, 1)),
  actions      jsonb       not null,
  inputs       jsonb       not null,
  profiles     jsonb       not null,
  version      bigint      not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
) with (fillfactor = 80);

create index process_by_espace on process (espace_id);
