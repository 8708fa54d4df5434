-- One sequence for everything that has a number, so that an id is unique in the whole service.
create sequence ids;

create table widget (
  id         bigint primary key,
  reference  text        not null constraint widget_reference_taken unique,
  icon       text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version    bigint      not null
);
