create table counter (
  id      bigint primary key,
  version bigint not null
);

create table effect (
  command_id uuid   not null,
  times      bigint not null default 1
);
