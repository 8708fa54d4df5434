-- Contents and sources are read and written with their widget only, so they live in its row.
alter table widget
  add column contents jsonb  not null default '[]',
  add column sources  jsonb  not null default '[]',
  -- characters of all its templates: how much of a list fits into memory is known before it is read
  add column size     bigint not null default 0;

-- Which widgets lose a value when a smart object goes.
create index widget_by_source on widget using gin (sources jsonb_path_ops);
